// `permitctl list import' and `list export': a list that decrees refuse, as a file.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"
#include "tool/permits/list.h"

namespace permit::tool {

/// As permit::import_list(), with bad rows on standard error; kBrokenInput when there is one. `-' is standard input.
ExitStatus list_import(const ListOptions& options, const std::string& file);

/// Writes the list as such a file, without the places whose time is over; to standard output when `file` is empty.
/// Without --reveal the numbers are masked.
ExitStatus list_export(const ListOptions& options, const std::string& file);

}  // namespace permit::tool
