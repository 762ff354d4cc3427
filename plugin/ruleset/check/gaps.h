// Times without any rule.
#pragma once

#include <string>
#include <vector>

#include "core/rule_set.h"

namespace permit {

/// A time without any rule. Texts in it are refused with `no-decree`.
struct Gap {
  Instant from;        ///< Instant::min() if there is no rule at all
  Instant until;       ///< kNoEnd: after the last rule
  std::string before;  ///< id of the decree or interval that ends at `from`; empty: none
  std::string after;   ///< id of the decree or interval that begins at `until`; empty: none
};

/// Returns the gaps in time order. The time before the first rule is not a gap (SEMANTICS 11).
std::vector<Gap> gaps_in(const RuleSet& rules);

}  // namespace permit
