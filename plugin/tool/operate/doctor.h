// `permitctl doctor': checks everything that answering texts needs, and prints the command that corrects each fault.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

struct DoctorOptions {
  std::string conf;                                     ///< the configuration of the library
  std::string kannel_conf = "/etc/kannel/kannel.conf";  ///< the configuration of bearerbox
  std::string user;  ///< that smsbox runs as; empty: kannel, or the user who runs this where there is none
  bool json = false;
};

/// Changes nothing. Returns kNo when anything is wrong or may not be read.
ExitStatus doctor(const DoctorOptions& options);

}  // namespace permit::tool
