// Limits beside each other, and beside how long permits last: those that say two things, those that never refuse.
#pragma once

#include <string>
#include <vector>

#include "core/rule_set.h"
#include "ruleset/diagnostic_ids.h"

namespace permit {

struct LimitFault {
  FaultName name;
  const Limit* limit;  ///< of the purpose
  std::string message;
};

/// What the limits of a purpose say in vain. `purpose` is one of `decree`.
std::vector<LimitFault> faults_of_limits(const Purpose& purpose, const Decree& decree, const RuleSet& rules);

}  // namespace permit
