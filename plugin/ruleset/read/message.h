// <message>: the fields of a text, in order.
#pragma once

#include "ruleset/read/compile_context.h"
#include "ruleset/read/xml.h"

namespace permit {

/// A service without a <message> keeps `CODE document [plate]`.
void read_message(const Element& service, CompileContext& context);

/// Reports an example that cannot be read as a text, and a decree with several purposes if the message has no
/// purpose field.
/// REQUIRES: the timeline is built.
void check_message(CompileContext& context);

}  // namespace permit
