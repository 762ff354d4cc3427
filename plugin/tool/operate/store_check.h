// `permitctl store check`: checks that every index of the register agrees with its log (operations/index_check.h).
#pragma once

#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

struct StoreCheckOptions {
  std::string store;
  bool repair = false;  ///< repair the rows that follow from the log
};

/// Prints each fault. Safe while a library answers texts: a fault that is printed existed in one state of the register,
/// and a repair is computed in the transaction that writes it. Returns kNo if there was a fault, even a repaired one.
ExitStatus store_check(const StoreCheckOptions& options);

}  // namespace permit::tool
