// Diagnoses a text that could not be read, as exactly as possible.
#pragma once

#include <string>
#include <string_view>

#include "core/read/request.h"
#include "core/read/tokens.h"

namespace permit {

UnreadableRequest unreadable(std::string_view reply, std::string document_kind = {});

/// Returns what was typed as a reply quotes it: at most kMostRepeated bytes, in whole characters.
std::string shortened(std::string_view words);

/// Returns the reply `digits`: `have` digits were given, `need` are wanted.
UnreadableRequest wrong_digits(std::string_view given, std::size_t have, DigitCount need);
UnreadableRequest wrong_digits(const NearDocument& near);

/// Returns which known wrong number this is: a FIN, a number of a residence card's holder. Null if it is none.
const NotADocument* find_not_a_document(const std::string& token, const RuleSet& rules);

/// Diagnoses tokens where a document should be.
UnreadableRequest wrong_document(Tokens at_document, const RuleSet& rules);

}  // namespace permit
