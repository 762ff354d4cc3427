// Diagnoses a text that could not be read, as exactly as possible.
#pragma once

#include <string>
#include <string_view>

#include "core/read/request.h"
#include "core/read/tokens.h"

namespace permit {

UnreadableRequest unreadable(std::string_view reply, std::string document_kind = {});

/// Returns foreign text as a reply repeats it: its first kMostRepeated bytes, without a cut character.
std::string shortened(std::string_view words);

/// Returns the reply `digits`: `have` digits were given, `need` are wanted.
UnreadableRequest wrong_digits(std::string_view given, std::size_t have, DigitCount need);
UnreadableRequest wrong_digits(const NearDocument& near);

/// Returns a known mistake in place of a document: a FIN, a number of a residence card's holder. Null if it is none.
const NotADocument* not_a_document(const std::string& token, const RuleSet& rules);

/// Diagnoses the tokens at the place of a document.
UnreadableRequest wrong_document(Tokens at_document, const RuleSet& rules);

}  // namespace permit
