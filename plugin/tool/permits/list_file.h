// `permitctl list import' and `list export': a list that decrees refuse, as a file.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"
#include "tool/permits/list.h"

namespace permit::tool {

/// As permit::import_list(), with bad rows on standard error. Returns kBrokenInput if there is one. `-' is standard
/// input.
ExitStatus list_import(const ListOptions& options, const std::string& file);

/// Writes the list as such a file, without expired entries; to standard output if `file` is empty. Masks the numbers
/// without --reveal.
ExitStatus list_export(const ListOptions& options, const std::string& file);

}  // namespace permit::tool
