#include "kannel/wire/reply_retry_queue.h"

#include <algorithm>
#include <utility>

namespace permit {

void ReplyRetryQueue::written(const MessageId& id, std::string frame, Instant until) {
  if (queue_.size() < kMost) queue_.try_emplace(id, QueuedReply{std::move(frame), until});
}

bool ReplyRetryQueue::refused(const MessageId& id, Instant now) {
  const auto found = queue_.find(id);
  if (found == queue_.end()) return false;
  QueuedReply& reply = found->second;
  if (now + reply.pause >= reply.until) {
    queue_.erase(found);
    return false;
  }
  reply.state = State::refused;
  reply.due = now + reply.pause;
  reply.pause = std::min(2 * reply.pause, kLongestPause);
  earliest_due_ = std::min(earliest_due_, reply.due);
  return true;
}

std::vector<std::string> ReplyRetryQueue::take_due(Instant now) {
  std::vector<std::string> frames;
  if (now < earliest_due_) return frames;
  earliest_due_ = Instant::max();
  for (auto& [id, reply] : queue_) {
    if (reply.state != State::refused) continue;
    if (now < reply.due) {
      earliest_due_ = std::min(earliest_due_, reply.due);
    } else {
      reply.state = State::offered_again;
      frames.push_back(reply.frame);
    }
  }
  return frames;
}

void ReplyRetryQueue::link_lost() {
  std::erase_if(queue_, [](const auto& entry) { return entry.second.state == State::written; });
  for (auto& [id, reply] : queue_) {
    if (reply.state != State::offered_again) continue;
    reply.state = State::refused;
    reply.due = earliest_due_ = Instant::min();
  }
}

}  // namespace permit
