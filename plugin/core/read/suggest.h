// What a text that could not be read may have meant. A mend is proposed in the reply, never assumed.
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

/// A whole text to send instead, when exactly one can be told from the parts that were understood: they stood in
/// another order or among other words, the letters before the number were left out or one of them was wrong, a plate
/// was glued on.
std::optional<Suggestion> suggest(Tokens tokens, const RuleSet& rules, Instant now);

/// The word with the one document that stands in `tokens`, where only that was to follow: `STATUS 2 AZE12345678`.
std::optional<Suggestion> mend_word(const Word& word, Tokens tokens, const RuleSet& rules, Instant now);

/// Whether people can mean a purpose by that code now; by any decree's where none is in force.
bool knows_code(const RuleSet& rules, std::string_view code, Instant now);

}  // namespace permit
