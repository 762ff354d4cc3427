// A rule folder in words, for the author who compares it with the notice, and the lawyer who signs it.
#pragma once

#include <string>

#include "core/rule_set.h"
#include "ruleset/read/annotations.h"

namespace permit {

/// What `rules` say, each value with its clause; then each reply with the segments that it costs at worst. Ends in a
/// line end.
std::string describe(const RuleSet& rules, const Annotations& annotations);

}  // namespace permit
