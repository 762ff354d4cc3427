// <service>: what stays when decrees change.
#pragma once

#include "ruleset/read/compile_context.h"
#include "ruleset/read/xml.h"

namespace permit {

/// The sources of every file are read already.
void read_service(const Element& service, CompileContext& context);

}  // namespace permit
