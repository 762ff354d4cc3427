// `permitctl store check`: whether every index of the register says what its log says (operations/index_check.h).
#pragma once

#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

struct StoreCheckOptions {
  std::string store;
  bool repair = false;  ///< correct what follows from the log
};

/// Prints each fault. Safe while a library answers texts: a fault that is printed existed in one state of the register,
/// and a correction is computed in the transaction that writes it. Returns kNo when there was a fault, even if it was
/// corrected.
ExitStatus store_check(const StoreCheckOptions& options);

}  // namespace permit::tool
