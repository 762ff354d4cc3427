// `permitctl show`: may this person, this car be out at that time, and by what right?
//
// Being on a list does not decide it: a listed person's texts are refused, a permit that lives stays (SEMANTICS 20).
// A list says what somebody's health is, so whoever inspects is told neither of a list nor that a text was refused for
// one; `--reveal' names both, and stands in the log with who asked.
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

/// kYes: permitted; kNo: not permitted; kUsage: it cannot be read what is asked.
ExitStatus show(const ShowOptions& options);

}  // namespace permit::tool
