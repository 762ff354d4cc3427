// The smsbox that this library runs in: when it shuts down, and how its exit() waits for the service.
#pragma once

#include <chrono>

namespace permit {

/// Whether smsbox shuts down, restarts, or has called exit(). Then close link and store at once and call nothing of
/// gwlib. A link that stays open keeps bearerbox from restarting. Any thread may call.
bool host_is_leaving();

/// Sleeps. Returns false, and returns early, when the host leaves.
bool sleep_unless_leaving(std::chrono::milliseconds time);

/// Runs `work` in a gwlib thread, which may log and use gwlib. Returns false when no thread could be started.
bool start_thread(void (*work)(void*) noexcept);

/// While an object lives, exit() waits for it, so that no library is torn down under the thread that made the object.
/// After host_is_leaving() the thread has kTimeout to destroy it. One object at a time.
class ExitBlocker {
 public:
  static constexpr std::chrono::seconds kTimeout{3};

  ExitBlocker();
  ExitBlocker(const ExitBlocker&) = delete;
  ExitBlocker& operator=(const ExitBlocker&) = delete;
  ~ExitBlocker();
};

}  // namespace permit
