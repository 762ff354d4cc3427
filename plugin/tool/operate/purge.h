// `permitctl purge': removes old data from the register (operations/purge.h).
#pragma once

#include <optional>
#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

/// The retention times of the configuration.
struct Retention {
  std::string file;  ///< of the configuration
  std::optional<unsigned> keep_days{};
  std::optional<unsigned> keep_texts_days{};
};

struct PurgeOptions {
  std::string store;
  std::string rules;                        ///< folder; empty: the rules that the register says are in force
  std::string before;                       ///< day or local time: earlier records go; empty: none
  std::string texts_before;                 ///< day or local time: earlier raw texts go; empty: none
  std::optional<unsigned> keep_days;        ///< the records of the last N days stay
  std::optional<unsigned> keep_texts_days;  ///< the raw texts of the last N days stay
  Retention configured{};                   ///< used if none of the four time options is given
  std::string by;                           ///< empty: the user who runs this (operations/user.h)
  std::string why;
};

/// Removes data older than the options say, while the library runs. Returns kUsage for data that a limit may still
/// count or an SMSC may still deliver again.
ExitStatus purge(const PurgeOptions& given);

}  // namespace permit::tool
