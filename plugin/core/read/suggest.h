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

/// Returns a whole text to send instead, if the parts that were understood have only one code and one document: they
/// were in another order, among other words, with missing or wrong letters before the number, or glued to a plate.
/// Leaves out ambiguous plates.
std::optional<Suggestion> suggest(Tokens tokens, const RuleSet& rules, Instant now);

/// Returns the word and the document in `tokens`, if there is exactly one: `STATUS AZE12345678`.
std::optional<Suggestion> suggest_word_request(const Word& word, Tokens tokens, const RuleSet& rules, Instant now);

/// Returns whether the decree in force mentions this code; if none is in force, whether any decree does.
bool knows_code(const RuleSet& rules, std::string_view code, Instant now);

}  // namespace permit
