// Explains step by step why a text gets its answer.
#pragma once

#include <string>

#include "base/result.h"
#include "core/rule_set.h"
#include "core/store.h"

namespace permit::tool {

/// The time at which the register would decide: `now`, or the time of its last decision if that is later (SEMANTICS
/// 24).
Result<Instant> decision_time(const Register& store, Instant now);

/// Returns the path of the decision, one line per step: how the text was read, which rules apply, which permits the
/// register holds for the document, what was decided under which clause, and what the reply costs. Call it before the
/// text is committed.
Result<std::string> decision_path(const std::string& body, const std::string& sender, const RuleSet& rules,
                                  const Register& store, Instant now);

}  // namespace permit::tool
