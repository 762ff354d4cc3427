// `permitctl stats`: the register and its libraries on one screen.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

struct StatsOptions {
  std::string store;
  std::string at;           ///< local time; empty: now
  bool json = false;        ///< of a watch: one line a second
  bool watch = false;       ///< anew each second, until SIGINT or SIGTERM
  bool prometheus = false;  ///< what the libraries say and the register's size, for a scraper; the log is not read
};

/// kNo when something is wrong: a broken rule folder, a library that answers by other rules than the register says, or
/// none that runs. kYes at the end of a watch.
ExitStatus stats(const StatsOptions& options);

}  // namespace permit::tool
