// Permits that did not come by text, and what decrees do to them. Their effect is computed whenever a permit is read,
// and never written into a million records (SEMANTICS 23).
#pragma once

#include <optional>
#include <string>

#include "core/record.h"
#include "core/rule_set.h"

namespace permit {

/// A permit from the portal, by telephone or by a doctor's certificate, as it was entered.
struct StandingPermit {
  std::string kind;      ///< one of RuleSet::standing_kinds
  std::string activity;  ///< its field of activity; may be empty
  Period period;         ///< as entered
};

/// What decrees have made of its period.
struct StandingState {
  std::optional<Instant> until;  ///< as Period::until
  const StandingRule* by;        ///< the rule that moved its end last; borrowed from the rules; null: none has
};

StandingState state_of(const StandingPermit& permit, const RuleSet& rules);

}  // namespace permit
