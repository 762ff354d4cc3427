// Checks whether a text can ever reach a rule, or is always read as something else.
#pragma once

#include <string>

#include "core/rule_set.h"

namespace permit {

/// Whether the hint is the reply to any of many sample numbers that fit its picture; texts are read as in service.
/// REQUIRES: `hint` is one of rules.not_documents.
bool is_reachable(const NotADocument& hint, const RuleSet& rules);

/// Says how a text that begins with the word `spelling` is read if that word does not exist; empty: as nothing known.
std::string shadowed_by(const std::string& spelling, const RuleSet& rules);

}  // namespace permit
