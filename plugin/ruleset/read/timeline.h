// Decrees and their amendments as periods: from each moment on, one set of rules.
//
// An amendment holds only what it changes; of two the later `from` wins (SEMANTICS 10). A decree is cut into parts
// where amendments begin and end, so that a decision finds all it needs in one place.
#pragma once

namespace permit {

struct CompileContext;

/// Makes `book.rules.decrees` of what the files say, and complains of what does not fit together: two decrees at one
/// time, an amendment of no decree or outside of its time, a purpose of which something is not said, no purpose at all.
void lay_out_decrees(CompileContext& context);

}  // namespace permit
