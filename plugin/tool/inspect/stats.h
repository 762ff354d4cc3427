// `permitctl stats`: the register and its libraries on one screen.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

struct StatsOptions {
  std::string store;
  std::string at;      ///< local time; empty: now
  bool json = false;   ///< one object; with `watch' one line per second
  bool watch = false;  ///< every second, until SIGINT or SIGTERM
  bool prometheus =
      false;  ///< what the libraries report and the size of the register, for a scraper; the log is not read
};

/// Returns kNo when there is a problem: a broken rule folder, a library that answers by other rules than the register
/// says, or no library that runs. Returns kYes at the end of a watch.
ExitStatus stats(const StatsOptions& options);

}  // namespace permit::tool
