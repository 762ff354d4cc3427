// `permitctl pause` and `resume`: stop and resume granting.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"
#include "tool/cli/follow.h"

namespace permit::tool {

/// Refuses each request for a new permit with this reply, once the library has followed. If the folder does not
/// compile, pauses the rules in force.
ExitStatus pause(const std::string& reply, const Following& following);
ExitStatus resume(const Following& following);

}  // namespace permit::tool
