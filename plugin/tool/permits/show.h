// `permitctl show`: does a person or vehicle have a valid permit at a time, and which? (operations/show.h)
//
// An inspector sees neither a list nor that a text was refused because of one. `--reveal` shows both, and is logged
// with the user's name.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

struct ShowOptions {
  std::string by;     ///< document, plate or phone
  std::string key;    ///< as people write it
  std::string store;  ///< folder of the register
  std::string rules;  ///< folder; empty: the rules that the register says are in force
  std::string at;     ///< local time; empty: now
  bool json = false;
  bool reveal = false;
};

/// Returns kYes: permitted; kNo: not permitted; kUsage: the key or the time cannot be read.
ExitStatus show(const ShowOptions& options);

}  // namespace permit::tool
