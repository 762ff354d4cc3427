// `permitctl pause` and `resume`: stops granting by hand, and goes on.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"
#include "tool/cli/follow.h"

namespace permit::tool {

/// Whoever asks for a new permit is refused with this reply, as soon as the library has followed. Works also when the
/// folder does not compile: then the rules in force are paused.
ExitStatus pause(const std::string& reply, const Following& following);
ExitStatus resume(const Following& following);

}  // namespace permit::tool
