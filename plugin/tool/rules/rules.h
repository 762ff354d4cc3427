// `permitctl rules`: puts a draft in force, and restores earlier rules.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"
#include "tool/cli/follow.h"

namespace permit::tool {

struct InstallOptions {
  std::string draft;    ///< install: the folder of the draft
  std::string hash;     ///< restore: the first digits of the hash
  Following following;  ///< the rule folder, the register and the wait
  bool yes = false;     ///< do not ask
};

/// Copies a draft into the folder that the library reads and waits until it is in force.
ExitStatus install_rules(const InstallOptions& options);
/// Puts rules that were in force before in force again, in the same way.
ExitStatus restore_rules(const InstallOptions& options);
/// Prints all rules that were in force in a register, latest first.
ExitStatus list_rules(const std::string& store_folder);

}  // namespace permit::tool
