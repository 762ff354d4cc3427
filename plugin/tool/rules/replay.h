// `permitctl replay`: what new rules would have said to texts that were answered.
#pragma once

#include <optional>
#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

struct ReplayOptions {
  std::string rules;                 ///< the new ones, a folder
  std::string running;               ///< a folder to compare with; empty: the rules in force in the register
  std::string store;                 ///< the register whose log is replayed
  std::string since;                 ///< local time; empty: the last day of the log
  std::optional<std::string> batch;  ///< instead of a log: lines `localtime TAB msisdn TAB text'; `-` is standard input
  bool json = false;
};

/// Decides every text under both, each on a register of its own in memory, at the times they were decided at. kNo when
/// a decision changes: its outcome, its reply or its end.
ExitStatus replay(const ReplayOptions& options);

}  // namespace permit::tool
