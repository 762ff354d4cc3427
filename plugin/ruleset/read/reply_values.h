// Which values a reply text can name, by the rule that replies with it, and how long they get. Says in a table what
// core/reply/reply.cc fills in.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/reply/template.h"
#include "core/rule_set.h"

namespace permit {

enum class ReplyRole {
  granted,
  granted_plate_unclear,
  repeated,
  limit,
  hours,
  no_such_code,
  refused,  ///< for its document, a list, a pause, or as a code that gets no permit by text
  no_decree,
  interval,  ///< forbidden, not needed
  unread,    ///< nothing is known of what was meant
  field,     ///< one of the message's own fields is wrong
  digits,
  mend,
  not_a_document,
  word,
  word_with_permits,
  word_without_permits,
  word_with_permits_of_phone,
  trial,  ///< the answer to a text that was only tried
};

/// The texts that the program replies with by itself.
std::vector<std::string_view> own_text_ids();
/// The role of such a text; nothing for an id that the rules name themselves.
std::optional<ReplyRole> role_of(std::string_view text_id);

/// The roles of the texts that a word is answered with.
ReplyRole role_of(const Word& word);
ReplyRole role_if_none(const Word& word);

/// Every rule that replies with a text.
std::set<ReplyRole> roles_of(std::string_view text_id, const RuleSet& rules);

/// The text that stands for one of the program's own where a service does without it; empty: it must be there.
std::string_view stand_in(std::string_view text_id);

/// Whether a value is there when a reply is rendered.
enum class Presence { never, sometimes, always };
Presence presence(Placeholder value, ReplyRole role, const RuleSet& rules);

/// Each value that can be there, as long as these rules can make it, in letters of GSM 03.38; a name of a purpose in
/// its own. Not the answer to a tried text. REQUIRES: `rules` is complete.
TemplateValues longest_values(ReplyRole role, const RuleSet& rules);
/// Everything that a tried text can be answered, with such values: it may ask in another language than that it is tried
/// in. Likewise.
std::vector<std::string> longest_answers(const RuleSet& rules);

}  // namespace permit
