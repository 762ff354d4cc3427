// <example>: what a rule author expects of the rules, asked at every check and every load.
#pragma once

#include "ruleset/read/compile_context.h"
#include "ruleset/read/xml.h"

namespace permit {

/// Whether the values of each <example> read, before anything is asked.
void check_examples(const Element& root, CompileContext& context);

/// Asks each <example> in a file; one that is answered otherwise is a fault that shows both answers.
/// REQUIRES: the rules are complete, without a fault.
void prove_examples(const Element& root, CompileContext& context);

}  // namespace permit
