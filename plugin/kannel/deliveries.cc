#include "kannel/deliveries.h"

#include <algorithm>
#include <utility>

namespace permit {

void Deliveries::written(const MessageId& id, std::string frame, Instant until) {
  if (held_.size() < kMost) held_.try_emplace(id, Delivery{std::move(frame), until});
}

bool Deliveries::refused(const MessageId& id, Instant now) {
  const auto found = held_.find(id);
  if (found == held_.end()) return false;
  Delivery& delivery = found->second;
  if (now + delivery.pause >= delivery.until) {
    held_.erase(found);
    return false;
  }
  delivery.refused = true;
  delivery.offer_at = now + delivery.pause;
  delivery.pause = std::min(2 * delivery.pause, kLongestPause);
  next_ = std::min(next_, delivery.offer_at);
  return true;
}

std::vector<std::string> Deliveries::due(Instant now) {
  std::vector<std::string> frames;
  if (now < next_) return frames;
  next_ = Instant::max();
  for (auto& [id, delivery] : held_) {
    if (!delivery.refused) continue;
    if (now < delivery.offer_at) {
      next_ = std::min(next_, delivery.offer_at);
    } else {
      delivery.refused = false;
      frames.push_back(delivery.frame);
    }
  }
  return frames;
}

void Deliveries::link_lost() {
  std::erase_if(held_, [](const auto& entry) { return !entry.second.refused; });
}

}  // namespace permit
