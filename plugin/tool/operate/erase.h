// `permitctl erase': a person leaves the register, at his request.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

struct EraseOptions {
  std::string whom;  ///< a document or FIN; a phone where the service knows phones alone
  std::string store;
  std::string rules;
  std::string by;
  std::string why;
  bool yes = false;  ///< do not ask
};

/// Takes out what the register says of a person. Not while it gives a permit or is counted by a limit:
/// that is refused with the time from which on it is possible. The hash chain holds.
ExitStatus erase(const EraseOptions& options);

}  // namespace permit::tool
