// A declared message: its fields, in their order, between separators.
//
// A text is read when it can be read in one way and in no other. Where a separator other than a space parts the
// fields, no field takes anything from its neighbour. Where a space does, a field is one token, but for the letters and
// digits of a document and the groups of a plate; a text that would also fit if the tokens of a document were joined is
// not read (SEMANTICS 14).
#pragma once

#include <string_view>
#include <variant>

#include "core/read/request.h"
#include "core/rule_set.h"

namespace permit {

/// REQUIRES: the message is not classic.
std::variant<PermitRequest, UnreadableRequest> read_fields(std::string_view body, const RuleSet& rules);

}  // namespace permit
