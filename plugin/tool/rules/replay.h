// `permitctl replay`: the answers of new rules to past texts.
#pragma once

#include <optional>
#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

struct ReplayOptions {
  std::string rules;                 ///< folder of the new rules
  std::string running;               ///< a folder to compare with; empty: the rules in force in the register
  std::string store;                 ///< the register whose log is replayed
  std::string since;                 ///< local time; empty: the last day of the log
  std::optional<std::string> batch;  ///< instead of a log: lines `localtime TAB msisdn TAB text'; `-` is standard input
  bool json = false;
};

/// Decides every text under both sets of rules, each with its own register in memory, at the original times. Returns
/// kNo if a decision changes: its outcome, its reply or its end.
ExitStatus replay(const ReplayOptions& options);

}  // namespace permit::tool
