// What is wrong with a text that could not be read, as exactly as it can be known.
#pragma once

#include <string>
#include <string_view>

#include "core/read/request.h"
#include "core/read/tokens.h"

namespace permit {

UnreadableRequest unreadable(std::string_view reply, std::string document_kind = {});

/// A stranger's words as a reply repeats them: the first kMostRepeated bytes, no letter cut in two.
std::string shortened(std::string_view words);

/// So many digits where `need` are wanted: the reply `digits`.
UnreadableRequest wrong_digits(std::string_view given, std::size_t have, DigitCount need);
UnreadableRequest wrong_digits(const NearDocument& near);

/// A known mistake in place of a document: a FIN, a number of a residence card's holder. Null when it is none.
const NotADocument* not_a_document(const std::string& token, const RuleSet& rules);

/// What stands where a document should be.
UnreadableRequest wrong_document(Tokens at_document, const RuleSet& rules);

}  // namespace permit
