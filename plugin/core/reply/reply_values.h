// Which values a reply text can name, by the rule that replies with it, and how long they get: the table of what
// reply.cc fills in. Both make the pieces of a reply with reply_parts.h, and its clause is one of citation.h.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/decide/reply_role.h"
#include "core/reply/template.h"
#include "core/rule_set.h"

namespace permit {

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

/// The values with which a reply of this role costs the most: several sets, because which value is the longest depends
/// on the alphabet of the whole reply (core/longest.h). Values that come from permits are as long as these rules make
/// them. REQUIRES: `rules` is complete.
std::vector<TemplateValues> longest_values(ReplyRole role, std::string_view text_id, const RuleSet& rules);

/// Whether a service with these rules can come to reply in this role.
bool arises(ReplyRole role, const RuleSet& rules);

}  // namespace permit
