// Rules as a page that a lawyer reads and signs: values with their clauses, the examples, the replies.
//
// One HTML file without scripts or external resources; black and white, for A4.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/rule_set.h"
#include "ruleset/read/annotations.h"

namespace permit {

/// The ids that can be printed: decrees, amendments and intervals, in time order.
std::vector<std::string> ids_by_start(const RuleSet& rules);

/// Prints the whole timeline, or only the decree with its amendments, the interval, or the amendment `id` with the
/// decree as it amends it.
/// REQUIRES: `id` is empty or one of ids_by_start().
std::string render_page(const RuleSet& rules, const Annotations& annotations, std::string_view id = {});

}  // namespace permit
