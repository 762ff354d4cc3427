// How far long work is.
#pragma once

#include <cstdint>
#include <functional>

namespace permit {

/// Called now and then, by the thread that works, with how much is done so far. May be empty: nobody watches. Must not
/// call the register.
using OnProgress = std::function<void(std::uint64_t done)>;

inline void report(const OnProgress& on_progress, std::uint64_t done) {
  if (on_progress) on_progress(done);
}

}  // namespace permit
