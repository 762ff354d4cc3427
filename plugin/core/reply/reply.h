// Renders answers with the texts of the rules.
#pragma once

#include <string>
#include <string_view>

#include "core/decide/decide.h"
#include "core/read/request.h"
#include "core/rule_set.h"

namespace permit {

/// The receiver and the time of a reply. Times in a reply are local; they have the date unless it is today's.
struct ReplyContext {
  const RuleSet& rules;
  std::string_view language;  ///< one of the rules' languages
  std::string_view phone;     ///< the sender (Text::phone)
  Instant now;
};

/// Renders the reply to a text that asked for a permit. `check_code` is that of the permit; empty: none.
std::string render_reply(const PermitRequest& ask, const Decision& decision, const std::string& check_code,
                         const ReplyContext& context);
/// Renders the reply to a word. Lists the live permits among those that the word is about.
std::string render_reply(const WordRequest& ask, const Account& account, const ReplyContext& context);
/// Renders the reply to a trial: what the tried text would get.
std::string render_reply(const TrialRequest& ask, const std::string& answer, const ReplyContext& context);
/// Renders the reply that says what to correct.
std::string render_reply(const UnreadableRequest& ask, const ReplyContext& context);

}  // namespace permit
