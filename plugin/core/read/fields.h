// Reads a declared message: its fields, in order, between separators.
//
// A text is read only if there is exactly one way to read it. With a separator other than a space, fields never
// share tokens. With spaces, a field is one token, except for the letters and digits of a document and
// the groups of a plate; a text that would also fit if the tokens of a document were joined is not read (SEMANTICS 14).
#pragma once

#include <string_view>
#include <variant>

#include "core/read/request.h"
#include "core/rule_set.h"

namespace permit {

/// Reads `body` as the message of `rules`. REQUIRES: the message is not classic.
std::variant<PermitRequest, UnreadableRequest> read_fields(std::string_view body, const RuleSet& rules);

}  // namespace permit
