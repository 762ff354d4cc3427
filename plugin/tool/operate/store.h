// `permitctl store': copies, restores, compacts and checks the register (operations/register_copy.h).
#pragma once

#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

struct StoreOptions {
  std::string store;   ///< the register
  std::string copy;    ///< the folder of the copy that is made or restored
  bool quick = false;  ///< do not follow the hash chain of a copy
  bool yes = false;    ///< do not ask
};

/// Copies a register that may be in use, as of one commit, and verifies the copy. The folder must not exist.
ExitStatus store_backup(const StoreOptions& options);
/// Verifies a copy and puts it in the place of the register. Moves that register aside and prints its new name. Refuses
/// while an smsbox uses the register.
ExitStatus store_restore(const StoreOptions& options);
/// Rewrites the register without its free pages. Refuses while an smsbox uses it.
ExitStatus store_compact(const StoreOptions& options);

}  // namespace permit::tool
