#include "kannel/wire/ack_tracker.h"

namespace permit {

// A text that is delivered twice on one link has two replies; the last one counts.
void AckTracker::replied(const TextKey& text, const MessageId& reply) {
  const auto [pending, is_first] = texts_.try_emplace(text, Pending{.reply = reply});
  if (!is_first) {
    replies_.erase(pending->second.reply);
    pending->second = Pending{.reply = reply};
  }
  replies_.emplace(reply, text);
}

bool AckTracker::mark_done(const TextKey& text) {
  const auto pending = texts_.find(text);
  if (pending == texts_.end()) return true;
  pending->second.done = true;
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

std::vector<MessageId> AckTracker::pending() const {
  std::vector<MessageId> replies;
  for (const auto& [reply, text] : replies_) replies.push_back(reply);
  return replies;
}

}  // namespace permit
