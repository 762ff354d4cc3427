// Checks across files: texts that are used in one file and written in another, languages, overlapping periods.
#pragma once

#include "ruleset/read/compile_context.h"

namespace permit {

/// Reports faults, and completes the rules. REQUIRES: CompileContext::all_read.
void cross_check(CompileContext& context);

}  // namespace permit
