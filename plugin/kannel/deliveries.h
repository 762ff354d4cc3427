// Replies that carry a permit, until bearerbox has taken them. It may refuse one (its queue is full, it has no route):
// the text is done with by then, so the reply is offered again while the permit lives.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "core/zone.h"
#include "kannel/message_id.h"

namespace permit {

/// Times are the host's. Bounded: what comes when kMost are held is not held.
class Deliveries {
 public:
  static constexpr std::size_t kMost = 4096;
  static constexpr std::chrono::seconds kFirstPause{1};
  static constexpr std::chrono::seconds kLongestPause{60};

  /// The reply `id` was written to the link as `frame`; it is of no use from `until` on.
  void written(const MessageId& id, std::string frame, Instant until);
  void taken(const MessageId& id) { held_.erase(id); }
  /// Whether it will be offered again; else it was not held, or it is of no use any more.
  bool refused(const MessageId& id, Instant now);
  /// Frames to write again at `now`.
  std::vector<std::string> due(Instant now);
  /// The link is gone. What bearerbox has not spoken of comes again with its text, which it had not let go either.
  void link_lost();

  std::size_t held() const { return held_.size(); }

 private:
  struct Delivery {
    std::string frame;
    Instant until;
    std::chrono::seconds pause = kFirstPause;  ///< before it is offered again
    bool refused = false;                      ///< and not offered again yet
    Instant offer_at = {};                     ///< when refused
  };

  std::map<MessageId, Delivery> held_;
  Instant next_ = Instant::max();  ///< nothing is due before
};

}  // namespace permit
