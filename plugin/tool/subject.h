// A document, a plate or a phone as people write it on a command line.
#pragma once

#include <string>

#include "core/rule_set.h"

namespace permit::tool {

/// As the register writes it, understood as it would be in a text; empty when it is nothing. `by` is document, plate or
/// phone; a phone with a leading 0 is one of the service's country.
std::string folded_subject(const std::string& by, const std::string& key, const RuleSet& rules);

}  // namespace permit::tool
