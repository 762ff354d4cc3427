// `permitctl log`: the register's history, one line per record, and the answer to one text.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

struct LogViewOptions {
  std::string by;                   ///< document, plate or phone; empty: every record
  std::string key;                  ///< as people write it
  std::string since;                ///< local time; empty: from the first record
  std::string until;                ///< local time, not included; empty: to the last record
  std::string at;                   ///< local time: only the last text up to the end of that minute, with its answer
  std::optional<std::size_t> last;  ///< only the last N records
  bool acts = false;                ///< only acts, no texts
  bool follow = false;              ///< continue with new records
  bool json = false;
  bool reveal = false;
  std::string store;
  std::string rules;  ///< folder; empty: the rules that the register says are in force
};

/// Prints the records, the oldest first, page by page (operations/history.h).
ExitStatus view_log(const LogViewOptions& options);

}  // namespace permit::tool
