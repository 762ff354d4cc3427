// The largest number of SMS segments that a reply text can take.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/reply/reply_values.h"
#include "core/reply/segments.h"
#include "core/rule_set.h"

namespace permit {

struct CompileContext;

/// Whether the rule files leave out `text_id`, a built-in text, so that another text is sent instead.
/// REQUIRES: `rules` is complete and has `text_id`, if only as a copy of the other text.
bool is_replaced(std::string_view language, std::string_view text_id, const RuleSet& rules);

/// The most segments of a reply: 918 GSM characters, or 402 with another letter. Many phones and networks join no more.
/// Each segment costs money and can be lost, and a phone shows nothing until it has all.
inline constexpr std::size_t kMostReplySegments = 6;

/// Reports each text that can take more than kMostReplySegments, in any language, also as the reply to a tried text.
/// REQUIRES: the context has no diagnostic of Severity::broken, and its rules are complete.
void check_reply_lengths(CompileContext& context);

/// The segments of the text with the longest values that these rules allow. REQUIRES: `rules` is complete and has the
/// text.
Segments cost_at_worst(std::string_view language, std::string_view text_id, const RuleSet& rules);

}  // namespace permit
