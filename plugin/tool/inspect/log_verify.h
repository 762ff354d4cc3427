// `permitctl log head` and `permitctl log verify`: check that the history is still the one that was written
// (operations/log_check.h).
#pragma once

#include <string>

#include "tool/cli/exit_status.h"
#include "tool/cli/verb.h"

namespace permit::tool {

struct Commands;

struct LogVerifyOptions {
  std::string store;
  std::string head;  ///< `sequence:hash', or a file with one at the beginning of each line; empty: none
};

/// Prints where the log ends: `123456:HASH 2020-07-21T10:00:37`, which `log verify --head' takes later.
ExitStatus log_head(const std::string& folder);

/// Follows the chain from its beginning and compares the given heads with it. Returns kNo if a record was changed,
/// removed or moved, which it names, or if a head is not of this log.
ExitStatus log_verify(const LogVerifyOptions& options);

/// Adds `log verify' and `log head', which are verbs of `log'.
void add_log_verify(Verb log, Commands& commands);

}  // namespace permit::tool
