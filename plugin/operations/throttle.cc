#include "operations/throttle.h"

#include <algorithm>
#include <thread>

#include <sys/resource.h>
#include <time.h>

namespace permit {

namespace {

constexpr std::chrono::milliseconds kLongestPause{100};  // a step that itself waited long kept no one out

}  // namespace

// Grows slowly and shrinks at once: one long step is one too many.
void Throttle::adapt(Duration took) {
  if (took > kStep) {
    step_size_ = std::max(kFewest, step_size_ / 2);
  } else if (took < kStep / 2) {
    step_size_ = std::min(kMost, step_size_ + step_size_ / 4);
  }
}

Throttle::Duration Throttle::worked() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

void Throttle::pause(Duration time) { std::this_thread::sleep_for(std::min<Duration>(time, kLongestPause)); }

void lower_priority() {
  constexpr int kLeast = 19;
  setpriority(PRIO_PROCESS, 0, kLeast);  // lowering the priority is always allowed
}

}  // namespace permit
