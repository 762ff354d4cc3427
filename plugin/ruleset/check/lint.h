// What rules may say but their author can hardly have meant: times of which no rule speaks, what nobody can ever
// reach, limits that never refuse, one thing with two values, approvals that cost two messages, a decree that nobody
// could know of.
#pragma once

namespace permit {

struct CompileContext;

/// REQUIRES: nothing in the book is broken, and its rules are complete.
void lint(CompileContext& context);

}  // namespace permit
