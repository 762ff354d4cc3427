// What no file can know alone: texts named here and written there, languages, periods side by side.
#pragma once

#include "ruleset/read/compile_context.h"

namespace permit {

/// REQUIRES: CompileContext::all_read.
void cross_check(CompileContext& context);

}  // namespace permit
