// `permitctl rules`: brings a draft into force, and goes back to earlier rules.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"
#include "tool/cli/follow.h"

namespace permit::tool {

struct InstallOptions {
  std::string draft;    ///< install: a folder
  std::string hash;     ///< restore: the first digits
  Following following;  ///< the folder and the register
  bool yes = false;     ///< do not ask
};

/// Copies a draft into the folder that the library reads and waits until it is in force.
ExitStatus install_rules(const InstallOptions& options);
/// Does the same with rules that were in force before.
ExitStatus restore_rules(const InstallOptions& options);
/// Prints every text that was in force in a register, the latest first.
ExitStatus list_rules(const std::string& folder);

}  // namespace permit::tool
