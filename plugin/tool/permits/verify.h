// `permitctl verify`: checks whether a permit was given with a check code. It reads no register.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

struct VerifyOptions {
  std::string code;
  std::string holder;  ///< the document; the phone if the service knows only phones
  std::string keys;    ///< file
  std::string rules;   ///< folder
  std::string at;      ///< local time; empty: now
};

/// Returns kYes if the permit is valid, kNo if no permit has the code or it has ended, and kUnavailable without the
/// key.
ExitStatus verify(const VerifyOptions& options);

}  // namespace permit::tool
