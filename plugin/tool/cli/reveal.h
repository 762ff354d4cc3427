// --reveal: personal data in full is an act on the register, so it stands in its log with who did it.
#pragma once

#include <memory>
#include <string>

#include "store/open.h"
#include "tool/cli/exit_status.h"

namespace permit::tool {

/// A register that is there, to be read; with `reveal' to be written as well: who may not write may not reveal.
Result<std::unique_ptr<RegisterStore>> open_to_look(const std::string& folder, bool reveal);

/// Writes into the log that the user has `command', a verb with its options, print all that it shows of `subject'; to
/// be called before it does. kYes, or what was complained of: then nothing may be printed.
ExitStatus note_reveal(RegisterStore& store, const std::string& command, const std::string& subject);

/// ` --at 2020-07-21T10:00', or nothing: of such a command.
std::string with_option(const std::string& option, const std::string& value);

}  // namespace permit::tool
