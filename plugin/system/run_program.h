// Runs another program of permit8103 with an input.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace permit::tool {

/// Returns the path of a program in the folder of the running one, or in $PATH; nothing if it is not installed.
std::optional<std::string> find_program(const std::string& name);

/// Runs the program to its end with `input` on its standard input; it inherits standard output and error. Returns its
/// exit status, or 128 plus the number of the signal that ended it; an error if it cannot be run.
Result<int> run_program(const std::string& program, const std::vector<std::string>& arguments, std::string_view input);

}  // namespace permit::tool
