// Taking much out of a register, in steps that texts hardly notice.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "operations/throttle.h"
#include "store/open.h"
#include "tool/cli/progress.h"

namespace permit::tool {

/// Takes out rows, `done` at a time, until none are left.
template <typename Step>
Result<std::uint64_t> delete_in_batches(const std::string& what, Step step) {
  Progress progress(what, 0);
  Throttle throttle;
  for (std::uint64_t all = 0;;) {
    const Result<std::size_t> done = throttle.step([&](std::size_t rows) { return step(rows); });
    if (!done) return done.error();
    if (*done == 0) return all;
    progress.at(all += *done);
  }
}

inline Result<std::size_t> forget_some(RegisterStore& store, std::span<const StandingPermit> permits) {
  return store.forget_standing(permits);
}

inline Result<std::size_t> forget_some(RegisterStore& store, std::span<const Permit> permits) {
  return store.forget_permits(permits);
}

/// Takes out permits, a few at a time. How many.
template <typename Kind>
Result<std::uint64_t> forget(RegisterStore& store, std::span<const Kind> permits, Throttle& throttle) {
  std::uint64_t forgotten = 0;
  while (!permits.empty()) {
    const auto some = permits.first(std::min(permits.size(), throttle.most()));
    permits = permits.subspan(some.size());
    const auto gone = throttle.step([&](std::size_t) { return forget_some(store, some); });
    if (!gone) return gone.error();
    forgotten += *gone;
  }
  return forgotten;
}

}  // namespace permit::tool
