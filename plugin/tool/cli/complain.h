// Error messages of permitctl, and its exit status after them.
#pragma once

#include <string>
#include <string_view>

#include "core/record.h"
#include "operations/operation_error.h"
#include "tool/cli/exit_status.h"

namespace permit::tool {

/// Prints `permitctl: MESSAGE` and returns the status.
ExitStatus complain(std::string_view message, ExitStatus status);

/// Prints a failure of the room operations, or the diagnostics of a rule folder, one per line. Returns its exit status.
/// `rules` is the option that names a rule folder.
ExitStatus complain(const OperationError& failure, const std::string& rules = "--rules");

/// Prints that the rows of this interrupted import are removed.
void announce_dropped(const Import& import);

}  // namespace permit::tool
