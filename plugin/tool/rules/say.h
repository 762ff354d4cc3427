// `permitctl say`: the reply to a text at a time, and the reason.
#pragma once

#include <optional>
#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

struct SayOptions {
  std::string rules;  ///< folder
  std::string store;  ///< folder of a register; empty: an empty one in memory
  std::string at;     ///< local time; empty: now
  std::string from = "994500000000";
  bool explain = false;
  bool commit = false;               ///< write to the register, as the library would
  std::string keys;                  ///< key file; empty: no check codes are printed; only with `commit'
  std::optional<std::string> batch;  ///< file of lines `localtime TAB msisdn TAB text`; `-` is standard input
  std::string text;
};

ExitStatus say(const SayOptions& options);

}  // namespace permit::tool
