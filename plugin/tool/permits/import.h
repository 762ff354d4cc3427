// `permitctl import': an employer's file of standing permits into the register, visible all at once or not at all.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

struct ImportOptions {
  std::string kind;     ///< of standing permit, as the rules name it
  std::string file;     ///< `-' is standard input
  std::string by;       ///< who does it; empty: the user who runs this (user.h)
  std::string source;   ///< where the permits come from; empty: the file's name
  std::string rejects;  ///< a file for the bad rows; empty: none
  std::string store;
  std::string rules;      ///< folder; empty: those in force in the register
  bool dry_run = false;   ///< only say what it would do
  bool skip_bad = false;  ///< enter the good rows where some are bad
};

/// As permit::import_permits(), with bad rows on standard error.
/// kYes: all rows are in the register; kNo: all but bad ones; kBrokenInput: bad rows, or no header, and nothing is
/// entered.
ExitStatus import_permits(const ImportOptions& options);

/// `permitctl import --list': prints every import there was.
ExitStatus list_imports(const ImportOptions& options);

}  // namespace permit::tool
