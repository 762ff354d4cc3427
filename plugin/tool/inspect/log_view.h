// `permitctl log`: the register's history for people, one line a record, and the answer that somebody got.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

struct LogViewOptions {
  std::string by;                   ///< document, plate or phone; empty: every record
  std::string key;                  ///< as people write it
  std::string since;                ///< local time; empty: from the first record on
  std::string until;                ///< local time, that moment not included; empty: to the last
  std::string at;                   ///< local time: only the last text of that minute or before, with its answer
  std::optional<std::size_t> last;  ///< only so many, the last of them
  bool acts = false;                ///< only what was done by hand, no texts
  bool follow = false;              ///< goes on with what comes
  bool json = false;
  bool reveal = false;
  std::string store;
  std::string rules;  ///< folder; empty: the rules that the register says are in force
};

/// Prints the records, the oldest first. Reads page by page, in short transactions: neither the log's length nor a
/// reader of it that is slow costs memory or holds up the writer.
ExitStatus view_log(const LogViewOptions& options);

}  // namespace permit::tool
