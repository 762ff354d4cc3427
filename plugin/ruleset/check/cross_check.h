// Checks across files: texts that one file uses and another writes, languages, overlapping periods.
#pragma once

#include "ruleset/read/compile_context.h"

namespace permit {

/// Reports faults, and completes the rules. REQUIRES: CompileContext::all_read.
void cross_check(CompileContext& context);

}  // namespace permit
