// The register finds a permit only by the plate that was named last. Here permits are found by a plate that they named
// before.
#pragma once

#include <string>
#include <vector>

#include "core/history.h"
#include "core/rule_set.h"
#include "operations/permit_view.h"
#include "store/open.h"

namespace permit {

/// Adds to the permits found by a plate about `at` those that named it then and another plate before or afterwards.
/// `given`: texts up to then that named the plate and got or repeated a permit, the latest first.
Status add_former(const InspectionStore& store, const std::string& plate, const std::vector<Record>& given, Instant at,
                  const RuleSet& rules, std::vector<PermitView>& found);

}  // namespace permit
