// `permitctl permits' and `export': the standing permits of a register, on the screen and as a file.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

struct PermitsOptions {
  std::string kind;      ///< empty: of every kind
  std::string activity;  ///< empty: of any, also below
  std::string issuer;
  std::string at;    ///< local time; empty: now
  bool all = false;  ///< also those that have ended, were revoked or replaced
  bool reveal = false;
  std::string store;
  std::string rules;  ///< folder; empty: those in force in the register
};

/// Prints them by holder, with the effect of decrees on each and their clause.
ExitStatus list_permits(const PermitsOptions& options);

struct ExportOptions {
  std::string kind;
  std::string file;  ///< empty: standard output
  bool reveal = false;
  std::string store;
  std::string rules;  ///< folder; empty: those in force in the register
};

/// Writes them as a file that `import' reads (operations/standing_pages.h). On the same register that import changes
/// nothing; in an empty one it enters the same permits. Without --reveal the numbers are masked.
ExitStatus export_permits(const ExportOptions& options);

}  // namespace permit::tool
