// Checks whether texts can ever reach a rule, or are always read as something else.
#pragma once

#include <string>

#include "core/rule_set.h"

namespace permit {

/// Whether the hint answers any of many sample numbers that fit its picture; texts are read as in service. REQUIRES:
/// `hint` is one of rules.not_documents.
bool is_reachable(const NotADocument& hint, const RuleSet& rules);

/// Says what a text that begins with the word `spelling` would be if that word did not exist; empty: nothing.
std::string shadowed_by(const std::string& spelling, const RuleSet& rules);

}  // namespace permit
