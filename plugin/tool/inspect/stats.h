// `permitctl stats`: the register and the smsboxes that use it on one screen.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

struct StatsOptions {
  std::string store;
  std::string at;           ///< local time; empty: now
  bool json = false;        ///< one object; with `watch' one line per second
  bool watch = false;       ///< every second, until SIGINT or SIGTERM
  bool prometheus = false;  ///< counters of the libraries and the size of the register; does not read the log
};

/// Returns kNo if there is a problem: a broken rule folder, a library that answers by rules other than those in force,
/// or no running library. Returns kYes at the end of a watch.
ExitStatus stats(const StatsOptions& options);

}  // namespace permit::tool
