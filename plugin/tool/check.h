// `permitctl check`: does a rule folder compile, and what does it say?
#pragma once

#include <string>

#include "tool/exit_status.h"

namespace permit::tool {

/// Prints every fault, one a line; what the rules say in words when there are warnings at most.
ExitStatus check(const std::string& folder);

}  // namespace permit::tool
