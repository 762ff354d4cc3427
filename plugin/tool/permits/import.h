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
  bool dry_run = false;   ///< says what it would do
  bool skip_bad = false;  ///< enters the good rows where some are bad
};

/// Texts wait for a few rows at most (pace.h), and nobody sees any of them before the last. Memory is that of some
/// ten thousand rows, and of a hash for each that has a reference. What an import left that was broken off is taken out
/// first.
/// kYes: all stand there; kNo: all but bad ones; kBrokenInput: bad rows, or no header, and nothing is entered.
ExitStatus import_permits(const ImportOptions& options);

/// `permitctl import --list': every import there was.
ExitStatus list_imports(const ImportOptions& options);

}  // namespace permit::tool
