// Tracks which texts may be acked to bearerbox: those that are done with and whose reply it has taken.
//
// While it shuts down, bearerbox refuses every reply but still takes acks. A text that is acked together with its reply
// would then be lost, and so would the reply. A text that is not acked comes again and gets the recorded reply.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <vector>

#include "core/text.h"
#include "kannel/wire/message_id.h"

namespace permit {

/// Belongs to one link. Bounded by the texts that bearerbox gives a link unacked: its smsbox-max-pending.
class AckTracker {
 public:
  /// More than any bearerbox leaves open. The link to one that keeps sending but takes no reply is ended.
  static constexpr std::size_t kMost = 65'536;

  explicit AckTracker(std::size_t most = kMost) : most_(most) {}

  /// Call it when `reply` to `text` was written.
  void replied(const TextKey& text, const MessageId& reply);
  /// Call it when `text` is done with. Returns whether it may be acked now; if not, settled() returns it later.
  bool done(const TextKey& text);
  /// Call it when bearerbox has taken `reply`, or when it is no longer offered. Returns the text to ack now, if any.
  std::optional<TextKey> settled(const MessageId& reply);

  bool full() const { return texts_.size() >= most_; }
  /// Returns the replies that bearerbox has not taken; their texts come again when the link is lost.
  std::vector<MessageId> open() const;

 private:
  struct Open {
    MessageId reply;
    bool done = false;  ///< only bearerbox's answer is missing
  };

  std::size_t most_;
  std::map<TextKey, Open> texts_;
  std::map<MessageId, TextKey> replies_;
};

}  // namespace permit
