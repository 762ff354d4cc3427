// `permitctl doctor': checks everything that answering texts needs, and prints the command that corrects each fault.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

struct DoctorOptions {
  std::string conf;                                     ///< the configuration of the library
  std::string kannel_conf = "/etc/kannel/kannel.conf";  ///< the configuration of bearerbox
  std::string user;  ///< that smsbox runs as; empty: kannel if that user exists, else the current user
  bool json = false;
};

/// Changes nothing. Returns kNo if anything is wrong or may not be read.
ExitStatus doctor(const DoctorOptions& options);

}  // namespace permit::tool
