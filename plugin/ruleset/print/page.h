// Rules as a page that a lawyer reads and signs: every value beside its clause, the proofs, the replies.
//
// One HTML file without scripts and without anything from elsewhere; in black and white, for A4.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/rule_set.h"
#include "ruleset/read/annotations.h"

namespace permit {

/// The ids that a page can be of: decrees, amendments and intervals, in the order of time.
std::vector<std::string> ids_in_time(const RuleSet& rules);

/// The whole timeline, or the decree or interval `id` alone, with its amendments, or an amendment with what it makes of
/// its decree.
/// REQUIRES: `id` is empty or one of ids_in_time().
std::string render_page(const RuleSet& rules, const Annotations& annotations, std::string_view id = {});

}  // namespace permit
