// `permitctl store check`: whether every index of the register says what its log says, and mended where not.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

struct StoreCheckOptions {
  std::string store;
  bool repair = false;
};

/// Safe beside a library that answers texts: what is named was wrong in one state of the register, and what is mended
/// is derived anew in the transaction that writes it, a few rows at a time. kNo when anything was found, also when it
/// was mended.
ExitStatus store_check(const StoreCheckOptions& options);

}  // namespace permit::tool
