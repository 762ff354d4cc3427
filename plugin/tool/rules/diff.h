// `permitctl diff`: the differences between two rule folders.
#pragma once

#include <string>

#include "ruleset/load.h"
#include "tool/cli/exit_status.h"

namespace permit::tool {

struct DiffOptions {
  std::string before;  ///< folder
  std::string after;   ///< folder
  bool json = false;
};

/// Prints the differences, one per line, or that there are none. Returns kYes when there are none, kNo when there are
/// some, and kBrokenInput after printing the diagnostics of a folder that does not compile.
ExitStatus diff(const DiffOptions& options);

/// The lines, each with a line end. REQUIRES: both compile.
std::string render_differences(const Loaded& before, const Loaded& after);

/// What `diff --json` prints (plugin/tool/JSON.md); ends in a line end. REQUIRES: both compile.
std::string render_json(const Loaded& before, const Loaded& after, const DiffOptions& folders);

}  // namespace permit::tool
