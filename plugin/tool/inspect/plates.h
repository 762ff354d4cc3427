// `permitctl plates`: the plates of all cars with a permit at a moment, for cameras that work offline.
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

/// Prints each plate once, sorted by its bytes, one per line; as JSON with the end of the permit that ends last. Uses
/// what the register knew at that moment, as `show` does. Prints nothing about the driver, so nothing is masked.
ExitStatus plates(const PlatesOptions& options);

}  // namespace permit::tool
