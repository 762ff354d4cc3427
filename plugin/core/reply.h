// The words of an answer: a decision rendered in the texts of the rules.
#pragma once

#include <string>

#include "core/decide.h"
#include "core/request.h"
#include "core/rule_set.h"

namespace permit {

/// The reply to a text that asked for a permit. Times are local; the date is printed when it is not today's.
std::string render_reply(const PermitRequest& ask, const Decision& decision, const std::string& language,
                         const RuleSet& rules, Instant now);
/// The reply to a word. `permits` are those of its document; the live ones are listed.
std::string render_reply(const WordRequest& ask, const Account& account, const std::string& language,
                         const RuleSet& rules, Instant now);
/// The reply that says what to mend.
std::string render_reply(const UnreadableRequest& ask, const std::string& language, const RuleSet& rules);

}  // namespace permit
