// Compares the limits of a purpose with each other and with the duration of permits: finds contradictory limits, and
// limits that never refuse.
#pragma once

#include <string>
#include <vector>

#include "core/rule_set.h"
#include "ruleset/diagnostic_ids.h"

namespace permit {

struct LimitDiagnostic {
  DiagnosticId id;
  const Limit* limit;  ///< one of the purpose's limits
  std::string message;
};

/// Finds limits of a purpose that have no effect. REQUIRES: `purpose` is one of `decree`.
std::vector<LimitDiagnostic> check_limits(const Purpose& purpose, const Decree& decree, const RuleSet& rules);

}  // namespace permit
