// What a reply text costs on the air at worst.
#pragma once

#include <string_view>

#include "core/reply/reply_values.h"
#include "core/reply/segments.h"
#include "core/rule_set.h"

namespace permit {

/// Whether another text was taken for one of the program's own that the service does without.
/// REQUIRES: `rules` is complete and has the text.
bool stands_in(std::string_view language, std::string_view text_id, const RuleSet& rules);

/// The text with the longest values that these rules can make. REQUIRES: `rules` is complete and has the text.
Segments cost_at_worst(std::string_view language, std::string_view text_id, const RuleSet& rules);

}  // namespace permit
