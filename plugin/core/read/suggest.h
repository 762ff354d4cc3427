// Proposes what an unreadable text may have meant. The proposal is shown in the reply and never acted on.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/read/tokens.h"
#include "core/rule_set.h"

namespace permit {

struct Suggestion {
  std::string text;           ///< to send instead
  std::string document_kind;  ///< DocumentKind::id
};

/// Returns a whole text to send instead, if exactly one can be told from the understood parts: they were in another
/// order or among other words, the letters before the number were left out or one of them was wrong, or a plate was
/// glued on.
std::optional<Suggestion> suggest(Tokens tokens, const RuleSet& rules, Instant now);

/// Returns the word with the only document in `tokens`, if only that should follow: `STATUS 2 AZE12345678`.
std::optional<Suggestion> suggest_word(const Word& word, Tokens tokens, const RuleSet& rules, Instant now);

/// Returns whether people can mean a purpose by that code now; if no decree is in force, a purpose of any decree.
bool knows_code(const RuleSet& rules, std::string_view code, Instant now);

}  // namespace permit
