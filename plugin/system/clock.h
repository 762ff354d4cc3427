// The clock for decisions: the host's clock, or one that runs at another time for a rehearsal.
#pragma once

#include <chrono>

#include "base/zone.h"

namespace permit {

/// Immutable; any thread.
class Clock {
 public:
  /// Shows the host's time.
  Clock() = default;
  /// Shows `start` now, and runs on from there.
  explicit Clock(Instant start) : ahead_(start - host_now()) {}

  static Instant host_now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

  static HostTime host_time() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  }

  Instant now() const { return host_now() + ahead_; }
  /// Returns what the host's clock shows when this one shows `instant`.
  Instant on_host(Instant instant) const { return instant - ahead_; }

 private:
  std::chrono::seconds ahead_{0};
};

}  // namespace permit
