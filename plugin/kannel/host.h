// The smsbox around us: when it leaves, and how it waits for us when it does.
#pragma once

#include <chrono>

namespace permit {

/// smsbox shuts down, restarts, or has called exit(): close link and store at once, then touch nothing of gwlib. A
/// link left open keeps bearerbox from restarting. Any thread.
bool host_is_leaving();

/// Sleeps; false, and early, when the host leaves.
bool rest(std::chrono::milliseconds time);

/// Runs `work` in a thread of gwlib's, which may log and use gwlib. False when none could be started.
bool start_thread(void (*work)(void*) noexcept);

/// While one lives, exit() waits for it, so that no library is torn down under the thread that owns it: after
/// host_is_leaving() the guest has kPatience to be gone. One at a time.
class Guest {
 public:
  static constexpr std::chrono::seconds kPatience{3};

  Guest();
  Guest(const Guest&) = delete;
  Guest& operator=(const Guest&) = delete;
  ~Guest();
};

}  // namespace permit
