// `permitctl doctor': what is there for texts to be answered, what is missing, and the command that mends it.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

struct DoctorOptions {
  std::string conf;                                     ///< the library's configuration
  std::string kannel_conf = "/etc/kannel/kannel.conf";  ///< bearerbox's
  std::string user;  ///< whom smsbox runs as; empty: kannel; who asks where there is none
  bool json = false;
};

/// Looks, changes nothing. kNo when anything is wrong, or may not be looked at.
ExitStatus doctor(const DoctorOptions& options);

}  // namespace permit::tool
