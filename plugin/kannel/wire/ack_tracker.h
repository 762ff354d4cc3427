// Tracks which texts may be acked to bearerbox: those that are handled and whose reply is settled. bearerbox has taken
// a settled reply or refused it for good, or the reply is not offered again.
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

/// Belongs to one link. Bounded by smsbox-max-pending, bearerbox's limit of unacked texts on a link.
class AckTracker {
 public:
  /// More than any bearerbox leaves pending. The link ends if bearerbox keeps sending texts but takes no reply.
  static constexpr std::size_t kMost = 65'536;

  explicit AckTracker(std::size_t most = kMost) : most_(most) {}

  /// Call it when `reply` to `text` was written.
  void replied(const TextKey& text, const MessageId& reply);
  /// Call it when `text` is handled. Returns whether it may be acked now; if not, settled() returns it later.
  bool mark_done(const TextKey& text);
  /// Call it when bearerbox has taken `reply` or refused it for good, or when it is not offered again. Returns the text
  /// to ack now, if any.
  std::optional<TextKey> settled(const MessageId& reply);

  bool full() const { return texts_.size() >= most_; }
  /// Returns the replies that are not settled. Their texts come again when the link is lost.
  std::vector<MessageId> pending() const;

 private:
  struct Pending {
    MessageId reply;
    bool done = false;  ///< only bearerbox's answer is missing
  };

  std::size_t most_;
  std::map<TextKey, Pending> texts_;
  std::map<MessageId, TextKey> replies_;
};

}  // namespace permit
