// `permitctl pause` and `resume`: stop and resume granting.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"
#include "tool/cli/follow.h"

namespace permit::tool {

/// Each request for a new permit is refused with this reply, once the library has followed. Also works when the folder
/// does not compile: the rules in force are paused then.
ExitStatus pause(const std::string& reply, const Following& following);
ExitStatus resume(const Following& following);

}  // namespace permit::tool
