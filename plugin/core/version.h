// The version of the program, printed by its tools and in smsbox's log.
#pragma once

#include <string>

namespace permit {

inline constexpr const char* kVersion = "0.1.0";

/// `0.1.0 (build 3f2a9c0d11ee)`: also the sources that it was built from, by their hash.
std::string full_version();

}  // namespace permit
