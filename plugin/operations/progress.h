// Progress of long work.
#pragma once

#include <cstdint>
#include <functional>

namespace permit {

/// The working thread calls it now and then with the amount done so far. May be empty. Must not call the register.
using OnProgress = std::function<void(std::uint64_t done)>;

inline void report(const OnProgress& on_progress, std::uint64_t done) {
  if (on_progress) on_progress(done);
}

}  // namespace permit
