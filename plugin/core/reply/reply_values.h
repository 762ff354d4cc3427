// The values that a reply text can name, by the rule that replies with it, and their greatest lengths. reply.cc fills
// them in: both make the parts of a reply with reply_parts.h, and its clause comes from decide/citation.h.
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

/// Returns the ids of the built-in texts.
std::vector<std::string_view> builtin_text_ids();
/// Returns the role of a built-in text; nothing for an id of the rules.
std::optional<ReplyRole> role_of(std::string_view text_id);

/// Return the roles of the texts that answer a word.
ReplyRole role_of(const Word& word);
ReplyRole role_if_none(const Word& word);

/// Returns the roles of all rules that reply with a text.
std::set<ReplyRole> roles_of(std::string_view text_id, const RuleSet& rules);

/// Returns the text that replaces a built-in text if a service lacks it; empty: it is mandatory.
std::string_view fallback_text(std::string_view text_id);

/// Whether a value is present when a reply is rendered.
enum class Presence { never, sometimes, always };
Presence presence(Placeholder value, ReplyRole role, const RuleSet& rules);

/// Returns the values that make a reply of this role the longest: several sets, because which value is the longest
/// depends on the alphabet of the whole reply (core/reply/longest.h). Values from permits are as long as these rules
/// can make them. REQUIRES: `rules` is complete.
std::vector<TemplateValues> longest_values(ReplyRole role, std::string_view text_id, const RuleSet& rules);

/// Returns whether a service with these rules can ever reply in this role.
bool can_occur(ReplyRole role, const RuleSet& rules);

}  // namespace permit
