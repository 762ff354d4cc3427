// Replies that carry a permit, until bearerbox has taken them. It may refuse one (its queue is full, it has no route):
// the text is done with by then, so the reply is offered again while the permit lives.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "base/zone.h"
#include "kannel/wire/message_id.h"

namespace permit {

/// Times are the host's. Bounded: what comes when kMost are held is not held.
class ReplyRetryQueue {
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
  /// The link is gone, and with it what bearerbox might have said. A reply that was written once comes again with its
  /// text, which is not acked yet; one that was offered again has no text any more, and is due at once.
  void link_lost();

  std::size_t held() const { return held_.size(); }

 private:
  enum class State { written, refused, offered_again };
  struct Delivery {
    std::string frame;
    Instant until;
    State state = State::written;
    Instant due = {};                          ///< when refused
    std::chrono::seconds pause = kFirstPause;  ///< after the next refusal
  };

  std::map<MessageId, Delivery> held_;
  Instant next_ = Instant::max();  ///< nothing is due before
};

}  // namespace permit
