// `permitctl check`: whether a rule folder compiles, and what its rules say in words.
#pragma once

#include <string>

#include "ruleset/load.h"
#include "tool/cli/exit_status.h"

namespace permit::tool {

struct CheckOptions {
  std::string folder;
  bool json = false;
};

/// Prints every diagnostic, one per line, and the rules in words when there are at most warnings. With `json` prints
/// the diagnostics only, for an editor.
ExitStatus check(const CheckOptions& options);

/// Returns kBrokenInput when there is more than warnings, even if a running service would use the folder.
ExitStatus status_of(const Loaded& loaded);

/// What `check --json` prints (plugin/tool/JSON.md); ends in a line end. Bytes of a file name that are not UTF-8 are
/// replaced.
std::string render_json(const Loaded& loaded, const std::string& folder);

}  // namespace permit::tool
