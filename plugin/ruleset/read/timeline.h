// Decrees and their amendments as periods: each moment has one set of rules.
//
// An amendment states only what it changes; of two amendments the one with the later `from` wins (SEMANTICS 10). A
// decree is cut into parts where amendments begin and end, so that a decision finds everything in one part.
#pragma once

namespace permit {

struct CompileContext;

/// Makes `context.rules.decrees` from the parsed files. Reports contradictions: two decrees at the same time, an
/// amendment without a decree or outside of its time, an incomplete purpose, a time without any purpose.
void build_timeline(CompileContext& context);

}  // namespace permit
