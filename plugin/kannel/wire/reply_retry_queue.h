// Queues replies that carry a permit until bearerbox has taken them. bearerbox may refuse one (its queue is full, it
// has no route). Its text may be acked by then, so the reply is offered again while the permit is valid.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "base/zone.h"
#include "kannel/wire/message_id.h"

namespace permit {

/// Times are the host's. Bounded: a reply that comes when kMost are queued is not queued. Not thread-safe.
class ReplyRetryQueue {
 public:
  static constexpr std::size_t kMost = 4096;
  static constexpr std::chrono::seconds kFirstPause{1};
  static constexpr std::chrono::seconds kLongestPause{60};

  /// Call it when the reply `id` was written to the link as `frame`. It is useless from `until` on.
  void written(const MessageId& id, std::string frame, Instant until);
  void taken(const MessageId& id) { queue_.erase(id); }
  /// Call it when bearerbox has refused a reply. Returns whether it will be offered again; false when it is not queued
  /// or is useless by now.
  bool refused(const MessageId& id, Instant now);
  /// Returns the frames to write again at `now`, and marks their replies as offered again.
  std::vector<std::string> take_due(Instant now);
  /// Call it when the link is lost, and with it any answer of bearerbox. A reply that was written once comes again with
  /// its text, which is not acked yet. The text of a reply that was offered again is acked, so that reply is due at
  /// once.
  void link_lost();

  std::size_t size() const { return queue_.size(); }

 private:
  enum class State { written, refused, offered_again };
  struct QueuedReply {
    std::string frame;
    Instant until;
    State state = State::written;
    Instant due = {};                          ///< when refused
    std::chrono::seconds pause = kFirstPause;  ///< after the next refusal
  };

  std::map<MessageId, QueuedReply> queue_;
  Instant earliest_due_ = Instant::max();
};

}  // namespace permit
