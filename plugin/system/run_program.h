// Another program of permit8103, run with an input.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace permit::tool {

/// Where a program stands: beside the running one, or in $PATH. Nothing when it is not installed.
std::optional<std::string> find_program(const std::string& name);

/// Runs it to its end with `input` on its standard input; its output goes where ours goes. Its exit status, or 128 and
/// the signal that ended it.
Result<int> run_program(const std::string& program, const std::vector<std::string>& arguments, std::string_view input);

}  // namespace permit::tool
