// `permitctl import': enters an employer's file of standing permits, whose rows become visible all at once or not at
// all.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

struct ImportOptions {
  std::string kind;     ///< of standing permit, as the rules name it
  std::string file;     ///< `-' is standard input
  std::string by;       ///< empty: the user who runs this (user.h)
  std::string source;   ///< where the permits come from; empty: the file's name
  std::string rejects;  ///< a file for the bad rows; empty: none
  std::string store;
  std::string rules;      ///< folder; empty: those in force in the register
  bool dry_run = false;   ///< only print what would be done
  bool skip_bad = false;  ///< enter the good rows even if some are bad
};

/// As permit::import_permits(), with bad rows on standard error. Returns kYes if all rows are in the register, kNo if
/// all but the bad ones are, and kBrokenInput if nothing is entered because of bad rows or a bad header.
ExitStatus import_permits(const ImportOptions& options);

/// `permitctl import --list': prints all imports.
ExitStatus list_imports(const ImportOptions& options);

}  // namespace permit::tool
