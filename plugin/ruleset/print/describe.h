// A rule folder in words, for the author who compares it with the decree and for the lawyer who signs it.
#pragma once

#include <string>

#include "core/rule_set.h"
#include "ruleset/read/annotations.h"

namespace permit {

/// Describes most of `rules`, with the clauses, then each reply with the most segments that it can take. The text ends
/// with a newline.
std::string describe(const RuleSet& rules, const Annotations& annotations);

}  // namespace permit
