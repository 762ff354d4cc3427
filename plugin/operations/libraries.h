// The libraries that run on a register, and the rules by which they answer.
#pragma once

#include <string>
#include <vector>

#include "core/rule_set.h"
#include "metrics/instance_status.h"
#include "store/open.h"

namespace permit {

/// Which libraries have taken up some rules.
struct Libraries {
  bool in_force = false;                  ///< the register says that the rules are in force
  std::vector<InstanceStatus> following;  ///< they answer by the rules
  std::vector<InstanceStatus> behind;     ///< they read the same folder but do not answer by the rules
  std::vector<InstanceStatus> elsewhere;  ///< they read another folder

  bool all_follow() const { return in_force && !following.empty() && behind.empty(); }
};

/// `folder` is where the rules are written and where the libraries should read them.
Result<Libraries> look_at_libraries(const RegisterStore& store, const RuleSet& rules, const std::string& folder);

}  // namespace permit
