// `permitctl print`: rules as a page to read and sign.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

struct PrintOptions {
  std::string folder;
  std::string id;    ///< id of a decree, amendment or interval; empty: all
  std::string file;  ///< empty: standard output
};

/// Prints only a folder that `check` accepts: nobody should sign rules with faults.
ExitStatus print(const PrintOptions& options);

}  // namespace permit::tool
