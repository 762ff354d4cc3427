// Finds rules that are valid but probably not intended: times without any rule, rules that never apply, limits that
// never refuse, two values for one thing, approvals that cost two messages, decrees not published in time.
#pragma once

namespace permit {

struct CompileContext;

/// REQUIRES: the context has no diagnostic of Severity::broken, and its rules are complete.
void lint(CompileContext& context);

}  // namespace permit
