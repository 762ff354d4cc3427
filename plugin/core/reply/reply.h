// The words of an answer: a decision rendered in the texts of the rules.
#pragma once

#include <string>
#include <string_view>

#include "core/decide/decide.h"
#include "core/read/request.h"
#include "core/rule_set.h"

namespace permit {

/// To whom a reply goes, and when. Times in it are local; the date is printed when it is not today's.
struct Occasion {
  const RuleSet& rules;
  std::string_view language;  ///< one of the rules'
  std::string_view phone;     ///< the sender (Text::phone)
  Instant now;
};

/// The reply to a text that asked for a permit. `check_code` is that of the permit; empty: none.
std::string render_reply(const PermitRequest& ask, const Decision& decision, const std::string& check_code,
                         const Occasion& occasion);
/// The reply to a word. Of the permits that it is about the live ones are listed.
std::string render_reply(const WordRequest& ask, const Account& account, const Occasion& occasion);
/// The reply that tells what a tried text would get.
std::string render_reply(const TrialRequest& ask, const std::string& answer, const Occasion& occasion);
/// The reply that says what to mend.
std::string render_reply(const UnreadableRequest& ask, const Occasion& occasion);

}  // namespace permit
