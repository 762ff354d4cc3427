// Names that the rules declare, as people type them.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace permit {

/// Checks that `known` has `name`. The error says that the rules have no `what` of that name, and suggests the nearest
/// name or lists all.
Status check_known(const std::string& what, const std::string& name, const std::vector<std::string>& known);

}  // namespace permit
