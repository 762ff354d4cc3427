// `permitctl check`: checks that a rule folder compiles, and prints its rules in words.
#pragma once

#include <string>

#include "ruleset/load.h"
#include "tool/cli/exit_status.h"

namespace permit::tool {

struct CheckOptions {
  std::string folder;
  bool json = false;
};

/// Prints every diagnostic, one per line, and the rules in words if there are only warnings or none. With `json` prints
/// the diagnostics only, for an editor.
ExitStatus check(const CheckOptions& options);

/// Returns kBrokenInput if there are faults other than warnings, even if a running service would use the folder.
ExitStatus status_of(const Loaded& loaded);

/// What `check --json` prints (plugin/tool/JSON.md); ends in a line end. Bytes of a file name that are not UTF-8 are
/// replaced.
std::string render_json(const Loaded& loaded, const std::string& folder);

}  // namespace permit::tool
