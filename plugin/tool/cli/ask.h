// Asking before something is changed.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

/// Asks on a terminal, `QUESTION [y/N]'. kYes; kNo, and that nothing was changed is said; kUsage where there is none:
/// then only --yes is an answer.
ExitStatus ask(const std::string& question);

}  // namespace permit::tool
