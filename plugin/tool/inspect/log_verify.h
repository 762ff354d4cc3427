// `permitctl log head` and `permitctl log verify`: whether the history is still the one that was written.
//
// Who can write the register can write its whole chain anew; what proves against that is a head that was written down
// elsewhere, on paper or on another machine.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"

namespace CLI {
class App;
}  // namespace CLI

namespace permit::tool {

struct Commands;

struct LogVerifyOptions {
  std::string store;
  std::string head;  ///< `sequence:hash', or a file with one at the beginning of each line; empty: none
};

/// Prints where the log ends: `123456:HASH 2020-07-21T10:00:37`, what `log verify --head' takes later.
ExitStatus log_head(const std::string& store);

/// Follows the chain from its beginning and looks for the given heads on the way. kNo when a record was changed,
/// removed or put elsewhere, which is named, or a head is not of this log.
ExitStatus log_verify(const LogVerifyOptions& options);

/// `log verify' and `log head', verbs of `log'.
void add_log_verify(CLI::App& log, Commands& commands);

}  // namespace permit::tool
