// The largest number of SMS segments that a reply text can take.
#pragma once

#include <string_view>

#include "core/reply/reply_values.h"
#include "core/reply/segments.h"
#include "core/rule_set.h"

namespace permit {

/// Whether the rule files leave out `text_id`, a built-in text, so that another text is sent instead.
/// REQUIRES: `rules` is complete and has `text_id`, if only as a copy of the other text.
bool is_replaced(std::string_view language, std::string_view text_id, const RuleSet& rules);

/// The segments of the text with the longest values that these rules allow. REQUIRES: `rules` is complete and has the
/// text.
Segments cost_at_worst(std::string_view language, std::string_view text_id, const RuleSet& rules);

}  // namespace permit
