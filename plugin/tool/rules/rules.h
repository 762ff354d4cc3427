// `permitctl rules`: from a draft to rules in force, and back.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"
#include "tool/cli/follow.h"

namespace permit::tool {

struct InstallOptions {
  std::string draft;    ///< install: a folder
  std::string hash;     ///< restore: the first digits
  Following following;  ///< where to
  bool yes = false;     ///< do not ask
};

/// Puts a draft into the folder that the library reads, and waits until it is in force.
ExitStatus install_rules(const InstallOptions& options);
/// Likewise a text that was in force once.
ExitStatus restore_rules(const InstallOptions& options);
/// Prints the texts that ever were in force in a register, the latest first.
ExitStatus list_rules(const std::string& folder);

}  // namespace permit::tool
