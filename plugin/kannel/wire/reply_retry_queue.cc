#include "kannel/wire/reply_retry_queue.h"

#include <algorithm>
#include <utility>

namespace permit {

void ReplyRetryQueue::written(const MessageId& id, std::string frame, Instant until) {
  if (held_.size() < kMost) held_.try_emplace(id, Delivery{std::move(frame), until});
}

bool ReplyRetryQueue::refused(const MessageId& id, Instant now) {
  const auto found = held_.find(id);
  if (found == held_.end()) return false;
  Delivery& delivery = found->second;
  if (now + delivery.pause >= delivery.until) {
    held_.erase(found);
    return false;
  }
  delivery.state = State::refused;
  delivery.due = now + delivery.pause;
  delivery.pause = std::min(2 * delivery.pause, kLongestPause);
  next_ = std::min(next_, delivery.due);
  return true;
}

std::vector<std::string> ReplyRetryQueue::due(Instant now) {
  std::vector<std::string> frames;
  if (now < next_) return frames;
  next_ = Instant::max();
  for (auto& [id, delivery] : held_) {
    if (delivery.state != State::refused) continue;
    if (now < delivery.due) {
      next_ = std::min(next_, delivery.due);
    } else {
      delivery.state = State::offered_again;
      frames.push_back(delivery.frame);
    }
  }
  return frames;
}

void ReplyRetryQueue::link_lost() {
  std::erase_if(held_, [](const auto& entry) { return entry.second.state == State::written; });
  for (auto& [id, delivery] : held_) {
    if (delivery.state != State::offered_again) continue;
    delivery.state = State::refused;
    delivery.due = next_ = Instant::min();
  }
}

}  // namespace permit
