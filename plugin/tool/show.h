// `permitctl show`: may this person, this car be out at that time?
#pragma once

#include <string>

#include "tool/exit_status.h"

namespace permit::tool {

struct ShowOptions {
  std::string by;     ///< document, plate or phone
  std::string key;    ///< as people write it
  std::string store;  ///< folder of the register
  std::string rules;  ///< folder; empty: the rules that the register says are in force
  std::string at;     ///< local time; empty: now
  bool reveal = false;
};

ExitStatus show(const ShowOptions& options);

}  // namespace permit::tool
