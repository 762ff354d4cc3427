// The checks of `permitctl doctor', by place. Each returns a finding for everything that it checks, in order.
#pragma once

#include <string>
#include <vector>

#include "conf/config.h"
#include "core/rule_set.h"
#include "metrics/instance_status.h"
#include "tool/operate/finding.h"
#include "tool/operate/kannel_conf.h"
#include "tool/operate/smsbox_user.h"

namespace permit {
class InspectionStore;
}  // namespace permit

namespace permit::tool {

/// The user that Debian's Kannel runs as.
inline constexpr const char* kUsualUser = "kannel";

/// The installation that is checked.
struct Site {
  std::string conf;  ///< the file of `config'
  Config config;
  SmsboxUser user;
  Rules rules{};                            ///< null where the folder does not compile
  Instant now{};                            ///< by the clock of the service: a rehearsal has its own
  std::vector<InstanceStatus> instances{};  ///< libraries that run on the register
};

// ---- doctor_kannel.cc ----

/// Checks bearerbox: its port, the route, ids, and how it keeps texts that wait.
Findings check_kannel(const Site& site, const KannelConf& kannel);
/// Checks the smsbox.conf of the service, if there is one next to the configuration of the library.
Findings check_smsbox_conf(const Site& site, const KannelConf& kannel);

// ---- doctor_library.cc ----

/// Reads the rules into `site'. REQUIRES: an AsUser of `site.user'.
Findings check_rules(Site& site);
/// Checks the keys of check codes. REQUIRES: an AsUser of `site.user'.
Findings check_keys(const Site& site);
/// Checks whether a library runs, whether it is the installed one, and whether it reads these files.
Findings check_library(const Site& site);

// ---- doctor_register.cc ----

/// Check the folder, its owner and rights, and its disk. REQUIRES: an AsUser of `site.user'.
Findings check_folder(const Site& site);
Findings check_disk(const Site& site, const InspectionStore* store);
Findings check_readers(const InspectionStore& store);

// ---- doctor.cc ----

/// `store' may be null.
Findings check_clock(const Site& site, const InspectionStore* store);

/// Quotes one word of a command line for a shell.
std::string shell_quoted(const std::string& word);

}  // namespace permit::tool
