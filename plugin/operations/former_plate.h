// The register finds a permit by the plate that was named last. The permits that named a plate before that are found by
// the texts that named it.
#pragma once

#include <string>
#include <vector>

#include "core/history.h"
#include "core/rule_set.h"
#include "operations/permit_view.h"
#include "store/open.h"

namespace permit {

/// Adds to what was found of a plate about `at` the permits that named it then, and had another plate before or
/// afterwards. `given`: texts up to then that named the plate and got or repeated a permit, the latest first.
Status add_former(const InspectionStore& store, const std::string& plate, const std::vector<Record>& given, Instant at,
                  const RuleSet& rules, std::vector<PermitView>& found);

}  // namespace permit
