// `permitctl purge': removes what is old from the register (operations/purge.h).
#pragma once

#include <optional>
#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

/// What the configuration says.
struct Retention {
  std::string file;  ///< its name
  std::optional<unsigned> keep_days{};
  std::optional<unsigned> keep_texts_days{};
};

struct PurgeOptions {
  std::string store;
  std::string rules;                        ///< folder; empty: the rules that the register says are in force
  std::string before;                       ///< day or local time: earlier records go; empty: none
  std::string texts_before;                 ///< day or local time: earlier raw texts go; empty: none
  std::optional<unsigned> keep_days;        ///< the records of so many days stay
  std::optional<unsigned> keep_texts_days;  ///< the raw texts of so many days stay
  Retention configured{};                   ///< used when none of the four options above is given
  std::string by;                           ///< empty: the user who runs this (operations/user.h)
  std::string why;
};

/// Removes what is older than the options say, while the library runs. Refuses with kUsage to remove what a limit may
/// still count or an SMSC may still deliver again.
ExitStatus purge(const PurgeOptions& options);

}  // namespace permit::tool
