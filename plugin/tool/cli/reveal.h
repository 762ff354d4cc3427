// --reveal shows personal data in full. The register's log records it with the user's name, so it needs write access.
#pragma once

#include <optional>
#include <string>

#include "operations/audit.h"
#include "operations/open_register.h"
#include "tool/cli/exit_status.h"

namespace permit::tool {

inline Access access_to_show(bool reveal) { return reveal ? Access::revealing : Access::reading; }

/// The log entry for `command', a verb with its options; nothing without --reveal.
std::optional<NotedLook> look_to_note(bool reveal, const std::string& command);

/// Writes into the log that the user reveals `subject` with `command`, a verb with its options. Call it before anything
/// is printed. Returns kYes; after any other status, whose message it prints, nothing may be printed.
ExitStatus note_reveal(AdminStore& store, const std::string& command, const std::string& subject);

/// ` --at 2020-07-21T10:00', a part of such a command; empty without a value.
std::string with_option(const std::string& option, const std::string& value);

}  // namespace permit::tool
