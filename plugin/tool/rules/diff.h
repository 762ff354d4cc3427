// `permitctl diff`: what one rule folder says otherwise than another.
#pragma once

#include <string>

#include "ruleset/load.h"
#include "tool/cli/exit_status.h"

namespace permit::tool {

struct DiffOptions {
  std::string before;  ///< folder
  std::string after;   ///< likewise
  bool json = false;
};

/// Prints the differences, one a line, or that there is none: kYes none, kNo some, kBrokenInput a folder that does not
/// compile; its faults are printed.
ExitStatus diff(const DiffOptions& options);

/// The lines, each with a line end. REQUIRES: both compile.
std::string render_differences(const Loaded& before, const Loaded& after);

/// What `diff --json` prints (README.md); ends in a line end. REQUIRES: both compile.
std::string render_json(const Loaded& before, const Loaded& after, const DiffOptions& folders);

}  // namespace permit::tool
