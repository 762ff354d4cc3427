#include "kannel/host.h"

#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <thread>

#include "kannel/gwlib.h"

namespace permit {

namespace {

constexpr std::chrono::milliseconds kPollInterval{20};

// Without destructors, because exit() may run while the service does.
std::atomic<bool> exit_called = false;
std::atomic<bool> exit_is_blocked = false;
pthread_t blocking_thread;  // written before exit_is_blocked

extern "C" void wait_until_unblocked() noexcept {
  exit_called = true;
  const auto deadline = std::chrono::steady_clock::now() + ExitBlocker::kTimeout;
  while (exit_is_blocked && std::chrono::steady_clock::now() < deadline) {
    if (pthread_equal(blocking_thread, pthread_self()) != 0) return;  // this thread called gwlib, which panicked
    std::this_thread::sleep_for(kPollInterval);
  }
}

}  // namespace

bool host_is_leaving() { return exit_called || program_status == shutting_down; }

bool sleep_unless_leaving(std::chrono::milliseconds time) {
  const auto end = std::chrono::steady_clock::now() + time;
  for (auto now = std::chrono::steady_clock::now(); now < end; now = std::chrono::steady_clock::now()) {
    if (host_is_leaving()) return false;
    std::this_thread::sleep_for(std::min<std::chrono::steady_clock::duration>(end - now, kPollInterval));
  }
  return !host_is_leaving();
}

bool start_thread(void (*work)(void*) noexcept) { return gwthread_create_real(work, "permit8103", nullptr) != -1; }

ExitBlocker::ExitBlocker() {
  blocking_thread = pthread_self();
  exit_is_blocked = true;
  // Handlers run in reverse order: this one before that of libcrypto, which smsbox initialised earlier.
  static const int registered = std::atexit(wait_until_unblocked);
  static_cast<void>(registered);
}

ExitBlocker::~ExitBlocker() { exit_is_blocked = false; }

}  // namespace permit
