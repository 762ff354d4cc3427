// What permitctl prints when it cannot do something, and the exit status that it ends with then.
#pragma once

#include <string>
#include <string_view>

#include "core/record.h"
#include "operations/failure.h"
#include "tool/cli/exit_status.h"

namespace permit::tool {

/// Prints `permitctl: MESSAGE` and returns the status.
ExitStatus complain(std::string_view message, ExitStatus status);

/// Prints a failure of the room operations, a rule folder's faults one a line, and returns its exit status. `rules` is
/// the option that names a rule folder.
ExitStatus complain(const Failure& failure, const std::string& rules = "--rules");

/// Prints that what this broken-off import staged is removed.
void announce_dropped(const Import& import);

}  // namespace permit::tool
