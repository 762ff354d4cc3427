// A delay that doubles with each failed attempt, up to a longest one. No clock; not thread-safe.
#pragma once

#include <algorithm>
#include <chrono>

namespace permit {

class Backoff {
 public:
  Backoff(std::chrono::milliseconds first, std::chrono::milliseconds longest)
      : first_(first), longest_(longest), next_(first) {}

  std::chrono::milliseconds next() {
    const auto pause = next_;
    next_ = std::min(2 * next_, longest_);
    return pause;
  }
  void reset() { next_ = first_; }

 private:
  std::chrono::milliseconds first_;
  std::chrono::milliseconds longest_;
  std::chrono::milliseconds next_;
};

}  // namespace permit
