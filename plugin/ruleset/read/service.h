// <service>: the rules that stay the same when decrees change.
#pragma once

#include "ruleset/read/compile_context.h"
#include "ruleset/read/xml.h"

namespace permit {

/// REQUIRES: the sources of every file are read.
void read_service(const Element& service, CompileContext& context);

}  // namespace permit
