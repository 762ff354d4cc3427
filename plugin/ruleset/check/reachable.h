// Whether a text can ever be read as what the rules have for it.
#pragma once

#include <string>

#include "core/rule_set.h"

namespace permit {

/// Whether the hint answers any of many numbers that its picture allows, as texts are really read. `hint` is one of
/// rules.not_documents.
bool is_ever_read(const NotADocument& hint, const RuleSet& rules);

/// What a text that begins with the word `said` would be, if that were no word; empty: nothing that is known.
std::string hidden_by(const std::string& said, const RuleSet& rules);

}  // namespace permit
