// <example>: an answer that the author expects from the rules. Every check and every load tests it.
#pragma once

#include "ruleset/read/compile_context.h"
#include "ruleset/read/xml.h"

namespace permit {

/// Reports values of each <example> that cannot be read; runs no example.
void check_examples(const Element& root, CompileContext& context);

/// Runs each <example> in a file. A different answer is a fault that shows the expected and the actual answer.
/// REQUIRES: the rules are complete, without a fault.
void run_examples(const Element& root, CompileContext& context);

}  // namespace permit
