// `permitctl verify`: was a permit given with this check code? It reads no register.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

struct VerifyOptions {
  std::string code;
  std::string holder;  ///< the document; the phone where the service knows phones alone
  std::string keys;    ///< file
  std::string rules;   ///< folder
  std::string at;      ///< local time; empty: now
};

/// kYes when the permit is valid; kNo when no permit has the code, or when it is over; kUnavailable without the key.
ExitStatus verify(const VerifyOptions& options);

}  // namespace permit::tool
