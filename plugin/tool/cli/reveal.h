// --reveal: showing personal data in full is written into the register's log with the user's name, so it needs write
// access.
#pragma once

#include <optional>
#include <string>

#include "operations/audit.h"
#include "operations/open_register.h"
#include "tool/cli/exit_status.h"

namespace permit::tool {

inline Access to_look(bool reveal) { return reveal ? Access::revealing : Access::reading; }

/// The user's look with `command', a verb with its options, to be written into the log; nothing when he reveals
/// nothing.
std::optional<NotedLook> look_of(bool reveal, const std::string& command);

/// Writes into the log that the user has `command`, a verb with its options, print all that it says of `subject`. Call
/// it before anything is printed. Returns kYes, or another status after a message: then nothing may be printed.
ExitStatus note_reveal(AdminStore& store, const std::string& command, const std::string& subject);

/// ` --at 2020-07-21T10:00', a part of such a command; nothing without a value.
std::string with_option(const std::string& option, const std::string& value);

}  // namespace permit::tool
