// The version of the program, printed by permitctl and in smsbox's log.
#pragma once

namespace permit {

inline constexpr const char* kVersion = "0.1.0";

}  // namespace permit
