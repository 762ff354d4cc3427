// Why a text gets its answer, step by step.
#pragma once

#include <string>

#include "base/result.h"
#include "core/rule_set.h"
#include "core/store.h"

namespace permit::tool {

/// When the register would decide: at `now`, or at its last decision if that was later (SEMANTICS 24).
Result<Instant> decision_time(const Register& store, Instant now);

/// The path of the decision, one line a step: how the text was read, which rules hold, what the register knows of the
/// document, what was decided on which clause, what the reply costs. Ask before the text is handed in.
Result<std::string> explain(const std::string& body, const std::string& sender, const RuleSet& rules,
                            const Register& store, Instant now);

}  // namespace permit::tool
