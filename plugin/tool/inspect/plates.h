// `permitctl plates`: every car that may be out at a moment, for cameras that work offline.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

struct PlatesOptions {
  std::string at;  ///< local time; empty: now
  bool json = false;
  std::string store;
  std::string rules;  ///< folder; empty: the rules that the register says are in force
};

/// Prints each plate once, sorted by its bytes, one a line; as JSON with the end of its permit, which is the latest of
/// several. By what the register knew then, as `show`. Of whoever drives is nothing told, so nothing is masked.
ExitStatus plates(const PlatesOptions& options);

}  // namespace permit::tool
