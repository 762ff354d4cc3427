// What permitctl says when it cannot.
#pragma once

#include <string_view>

#include "tool/cli/exit_status.h"

namespace permit::tool {

/// Prints `permitctl: MESSAGE` and returns the status.
ExitStatus complain(std::string_view message, ExitStatus status);

}  // namespace permit::tool
