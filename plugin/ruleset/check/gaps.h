// Times of which no rule speaks.
#pragma once

#include <string>
#include <vector>

#include "core/rule_set.h"

namespace permit {

/// Texts are refused with `no-decree` in it.
struct Gap {
  Instant from;        ///< where there is no rule at all: Instant::min()
  Instant until;       ///< kNoEnd: behind the last rule
  std::string before;  ///< id of the decree or interval that ends there; empty: none
  std::string after;   ///< likewise of the one that begins then
};

/// In the order of time. The time before the first rule is none (SEMANTICS 11).
std::vector<Gap> gaps_in(const RuleSet& rules);

}  // namespace permit
