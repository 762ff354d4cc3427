// `permitctl erase': removes a person from the register, at that person's request (operations/erase.h).
#pragma once

#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

struct EraseOptions {
  std::string whom;  ///< a document or FIN; a phone if the service knows only phones
  std::string store;
  std::string rules;  ///< folder; empty: the rules in force in the register
  std::string by;     ///< empty: the user who runs this (operations/user.h)
  std::string why;    ///< the number of the request
  bool yes = false;   ///< do not ask
};

/// Asks for confirmation, then removes a person from the register. Returns kNo while the person has a permit, is
/// counted by a limit or is on a list.
ExitStatus erase(const EraseOptions& options);

}  // namespace permit::tool
