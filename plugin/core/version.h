// The version of the program, printed by its tools and in smsbox's log.
#pragma once

#include <string>

namespace permit {

inline constexpr const char* kVersion = "0.1.0";

/// Returns `0.1.0 (build 3f2a9c0d11ee)`: the version and a hash of the sources.
std::string full_version();

}  // namespace permit
