// Removes many rows from a register in steps that hardly delay texts.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "core/admin_store.h"
#include "operations/progress.h"
#include "operations/throttle.h"

namespace permit {

/// Calls `step(rows)', which removes at most that many rows and returns their number, until none are left. Returns the
/// total.
template <typename Step>
Result<std::uint64_t> delete_in_batches(Step step, const OnProgress& on_progress) {
  Throttle throttle;
  for (std::uint64_t all = 0;;) {
    const Result<std::size_t> done = throttle.step([&](std::size_t rows) { return step(rows); });
    if (!done) return done.error();
    if (*done == 0) return all;
    report(on_progress, all += *done);
  }
}

inline Result<Removal> forget_some(AdminStore& store, std::span<const StandingPermit> permits) {
  return store.forget_standing(permits);
}

inline Result<Removal> forget_some(AdminStore& store, std::span<const Permit> permits) {
  return store.forget_permits(permits);
}

/// Removes permits, a few at a time. Returns the number removed.
template <typename Kind>
Result<std::uint64_t> forget(AdminStore& store, std::span<const Kind> permits, Throttle& throttle) {
  std::uint64_t forgotten = 0;
  while (!permits.empty()) {
    const auto some = permits.first(std::min(permits.size(), throttle.step_size()));
    const auto gone = throttle.step([&](std::size_t) { return forget_some(store, some); });
    if (!gone) return gone.error();
    permits = permits.subspan(gone->passed);
    forgotten += gone->removed;
  }
  return forgotten;
}

}  // namespace permit
