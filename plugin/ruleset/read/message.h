// <message>: the fields of a text, in order.
#pragma once

#include "ruleset/read/compile_context.h"
#include "ruleset/read/xml.h"

namespace permit {

/// A service without a <message> keeps `CODE document [plate]`.
void read_message(const Element& service, CompileContext& context);

/// Reports an example that cannot be read as a text, and several purposes if a text cannot name one.
/// REQUIRES: the timeline is built.
void check_message(CompileContext& context);

}  // namespace permit
