// `permitctl permits' and `export': the standing permits of a register, on the screen and as a file.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

struct PermitsOptions {
  std::string kind;      ///< empty: any
  std::string activity;  ///< empty: any; the same for `issuer'
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

/// Writes them as a file that `import' reads (operations/standing_pages.h). Importing it into the same register changes
/// nothing; into an empty one it enters the same permits. Masks the numbers without --reveal.
ExitStatus export_permits(const ExportOptions& options);

}  // namespace permit::tool
