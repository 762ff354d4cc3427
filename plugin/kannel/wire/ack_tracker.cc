#include "kannel/wire/ack_tracker.h"

namespace permit {

// A text that is delivered twice on one link has two replies; the last one counts.
void AckTracker::replied(const TextKey& text, const MessageId& reply) {
  const auto [open, is_first] = texts_.try_emplace(text, Open{.reply = reply});
  if (!is_first) {
    replies_.erase(open->second.reply);
    open->second = Open{.reply = reply};
  }
  replies_.emplace(reply, text);
}

bool AckTracker::done(const TextKey& text) {
  const auto open = texts_.find(text);
  if (open == texts_.end()) return true;
  open->second.done = true;
  return false;
}

std::optional<TextKey> AckTracker::settled(const MessageId& reply) {
  const auto found = replies_.find(reply);
  if (found == replies_.end()) return std::nullopt;
  const TextKey text = found->second;
  const bool done = texts_.at(text).done;
  texts_.erase(text);
  replies_.erase(found);
  return done ? std::optional{text} : std::nullopt;
}

std::vector<MessageId> AckTracker::open() const {
  std::vector<MessageId> replies;
  for (const auto& [reply, text] : replies_) replies.push_back(reply);
  return replies;
}

}  // namespace permit
