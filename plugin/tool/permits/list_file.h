// `permitctl list import' and `list export': a list that decrees refuse, as a file.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"
#include "tool/permits/list.h"

namespace permit::tool {

/// Puts on the list whoever stands in the file (CSV with a header line of of, key, until, why); who stands on it and
/// not in the file stays. Nobody is put on it when any row is bad, or names somebody a second time. The same file
/// twice changes nothing. `-' is standard input.
ExitStatus list_import(const ListOptions& options, const std::string& file);

/// As such a file; whose time is over is left out. To standard output when `file' is empty. Only with --reveal, or
/// numbers are masked.
ExitStatus list_export(const ListOptions& options, const std::string& file);

}  // namespace permit::tool
