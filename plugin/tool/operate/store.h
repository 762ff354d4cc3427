// `permitctl store': copies of the register, made while it is in use, and put back.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

struct StoreOptions {
  std::string store;   ///< the register
  std::string copy;    ///< a folder: of the copy that is made, or that is put back
  bool quick = false;  ///< do not follow the hash chain of a copy
  bool yes = false;    ///< do not ask
};

/// Copies a register that may be in use, as of one commit, and proves the copy. The folder must not be there.
ExitStatus store_backup(const StoreOptions& options);
/// Proves a copy and puts it in the place of the register, which is moved aside and named. Not while a library runs.
ExitStatus store_restore(const StoreOptions& options);
/// Writes the register anew without its free pages. Likewise.
ExitStatus store_compact(const StoreOptions& options);

}  // namespace permit::tool
