// Which values a reply text can name, by the rule that replies with it, and how long they get. Says in a table what
// core/reply.cc fills in.
#pragma once

#include <optional>
#include <string_view>

#include "core/rule_set.h"
#include "core/template.h"

namespace permit {

enum class ReplyRole {
  granted,
  granted_plate_unclear,
  repeated,
  limit,
  refused,  ///< for its purpose code or its document
  no_decree,
  interval,  ///< forbidden, not needed
  unread,    ///< nothing is known of what was meant
  digits,
  mend,
  not_a_document,
  word,
  word_with_permits,
  word_without_permits,
};

/// The role of a text that every service has; nothing for an id that the rules name themselves.
std::optional<ReplyRole> role_of(std::string_view text_id);

/// Whether a value is there when a reply is rendered.
enum class Presence { never, sometimes, always };
Presence presence(Placeholder value, ReplyRole role, const RuleSet& rules);

/// Each value that can be there, as long as these rules can make it, in letters of GSM 03.38.
/// REQUIRES: `rules` is complete.
TemplateValues longest_values(ReplyRole role, const RuleSet& rules);

}  // namespace permit
