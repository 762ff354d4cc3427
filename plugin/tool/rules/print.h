// `permitctl print`: rules as a page to be read and signed.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

struct PrintOptions {
  std::string folder;
  std::string decree;  ///< id of a decree or an interval; empty: the whole timeline
  std::string file;    ///< empty: standard output
};

/// Only of a folder that `check` accepts: nobody signs what has faults.
ExitStatus print(const PrintOptions& options);

}  // namespace permit::tool
