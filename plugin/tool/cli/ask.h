// Asks the user for confirmation before a change.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

/// Asks `QUESTION [y/N]' on a terminal. Returns kYes; kNo after printing that nothing was changed; kUsage without a
/// terminal, where the user must write --yes.
ExitStatus ask(const std::string& question);

}  // namespace permit::tool
