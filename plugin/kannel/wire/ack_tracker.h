// Which texts bearerbox may let go: those that are done with and whose reply it has taken.
//
// While it shuts down, bearerbox refuses every reply but still takes acks: a text acked together with its reply would
// be gone, and the reply too. A text that is not acked comes again, and gets the recorded reply.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <vector>

#include "core/text.h"
#include "kannel/wire/message_id.h"

namespace permit {

/// One link's. Bounded by the texts that bearerbox gives a link unacked: its smsbox-max-pending.
class AckTracker {
 public:
  /// More than any bearerbox leaves open. One that sends on although it takes no reply is not to be served.
  static constexpr std::size_t kMost = 65'536;

  explicit AckTracker(std::size_t most = kMost) : most_(most) {}

  /// `reply` to `text` was written.
  void replied(const TextKey& text, const MessageId& reply);
  /// `text` is done with. Whether it may be acked now; else settled() will say when.
  bool done(const TextKey& text);
  /// bearerbox has taken `reply`, or nobody offers it again. The text to ack now, if there is one.
  std::optional<TextKey> settled(const MessageId& reply);

  bool full() const { return texts_.size() >= most_; }
  /// Replies that bearerbox has not taken and whose texts come again when the link is lost.
  std::vector<MessageId> open() const;

 private:
  struct Open {
    MessageId reply;
    bool done = false;  ///< but for bearerbox's word
  };

  std::size_t most_;
  std::map<TextKey, Open> texts_;
  std::map<MessageId, TextKey> replies_;
};

}  // namespace permit
