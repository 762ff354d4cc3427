// Permits that did not come by text, and how decrees change them. The effect is computed whenever a permit is read, and
// never written into a million records (SEMANTICS 23).
#pragma once

#include <optional>
#include <string>

#include "core/record.h"
#include "core/rule_set.h"

namespace permit {

/// The end of a standing permit under the decrees.
struct EffectiveEnd {
  std::optional<Instant> until;  ///< as Period::until
  const StandingPermitRule* by;  ///< the rule that moved its end last; borrowed from the rules; null: none has
};

/// Applies the decrees to a standing permit. A decree affects permits that were valid just before its moment, and
/// permits entered before it for a later time; never a revoked one, nor one whose end was moved by hand since.
EffectiveEnd effective_end(const StandingPermit& permit, const RuleSet& rules);

/// Returns whether an entry equals the standing permit, whatever their sources: as it was entered, or with the end that
/// was set by hand since.
bool same_entry(const StandingPermit& standing, const StandingPermit& entry);
/// Returns whether no new end is possible: it was revoked or replaced.
bool is_over_for_good(const StandingPermit& permit);
/// Returns whether a new entry replaces an older one: both have the same issuer's number, kind and holder.
bool is_replacement(const StandingPermit& later, const StandingPermit& earlier);

}  // namespace permit
