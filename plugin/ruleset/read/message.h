// <message>: the fields of a text, in their order.
#pragma once

#include "ruleset/read/compile_context.h"
#include "ruleset/read/xml.h"

namespace permit {

/// `CODE document [plate]` where the service declares none.
void read_message(const Element& service, CompileContext& context);

/// Complains of an example that does not read, and of several purposes where a text names none.
/// The decrees are laid out already.
void check_message(CompileContext& context);

}  // namespace permit
