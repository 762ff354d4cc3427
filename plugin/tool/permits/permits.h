// `permitctl permits' and `export': the standing permits of a register, on the screen and as a file.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

struct PermitsOptions {
  std::string kind;      ///< empty: of every kind
  std::string activity;  ///< empty: of any, likewise
  std::string issuer;
  std::string at;    ///< local time; empty: now
  bool all = false;  ///< also those that have ended, were revoked or replaced
  bool reveal = false;
  std::string store;
  std::string rules;  ///< folder; empty: those in force in the register
};

/// By holder. What decrees make of each is computed, and their clause named.
ExitStatus list_permits(const PermitsOptions& options);

struct ExportOptions {
  std::string kind;
  std::string file;  ///< empty: standard output
  bool reveal = false;
  std::string store;
  std::string rules;  ///< likewise
};

/// As a file that `import' reads: each permit as it was entered, with the end that it was given by hand since, without
/// those that were revoked or replaced. On the same register that import changes nothing; in an empty one the permits
/// stand as in this. Only with --reveal, or numbers are masked.
ExitStatus export_permits(const ExportOptions& options);

}  // namespace permit::tool
