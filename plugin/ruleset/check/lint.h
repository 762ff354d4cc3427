// Finds what rules may say but their author hardly intends: times without any rule, rules that never apply, limits that
// never refuse, two values for one thing, approvals that cost two messages, decrees that nobody could know of.
#pragma once

namespace permit {

struct CompileContext;

/// REQUIRES: the context has no diagnostic of Severity::broken, and its rules are complete.
void lint(CompileContext& context);

}  // namespace permit
