// What `permitctl doctor' looks at, by where it lies. Each says of every thing how it is, in the order of asking.
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

/// Kannel's own group of smsboxes, which a site's firewall and its kannel.conf may not know.
inline constexpr const char* kUsualUser = "kannel";

/// What is looked at.
struct Site {
  std::string conf;  ///< the file of `config'
  Config config;
  SmsboxUser user;
  Rules rules{};                        ///< null where the folder does not compile
  Instant now{};                        ///< of the service's clock: a rehearsal has its own
  std::vector<InstanceStatus> boxes{};  ///< libraries that run on the register
};

/// bearerbox's side: its port, the route, ids, and what it does with texts that wait.
Findings check_kannel(const Site& site, const KannelConf& kannel);
/// The service's own smsbox.conf, where there is one beside the library's configuration.
Findings check_smsbox_conf(const Site& site, const KannelConf& kannel);

/// Reads the rules into `site'. As the user.
Findings check_rules(Site& site);
/// The keys of check codes. As the user.
Findings check_keys(const Site& site);
/// Whether a library runs, and whether it is this one and reads what it should.
Findings check_library(const Site& site);

/// The folder, its owner and rights; the disk below it. As the user.
Findings check_folder(const Site& site);
Findings check_disk(const Site& site, const InspectionStore* store);
Findings check_readers(const InspectionStore& store);

/// `store' may be null.
Findings check_clock(const Site& site, const InspectionStore* store);

/// One word of a command line for a shell.
std::string shell_quoted(const std::string& word);

}  // namespace permit::tool
