// `permitctl check`: does a rule folder compile, and what does it say?
#pragma once

#include <string>

#include "ruleset/load.h"
#include "tool/cli/exit_status.h"

namespace permit::tool {

struct CheckOptions {
  std::string folder;
  bool json = false;
};

/// Prints every fault, one a line; what the rules say in words when there are warnings at most. With `json` the faults
/// alone, for an editor.
ExitStatus check(const CheckOptions& options);

/// kBrokenInput for more than warnings: also for what a running service would use all the same.
ExitStatus status_of(const Loaded& loaded);

/// What `check --json` prints (README.md); ends in a line end. Bytes of a file's name that are no UTF-8 are replaced.
std::string render_json(const Loaded& loaded, const std::string& folder);

}  // namespace permit::tool
