// Permits that did not come by text, and what decrees do to them. Their effect is computed whenever a permit is read,
// and never written into a million records (SEMANTICS 23).
#pragma once

#include <optional>
#include <string>

#include "core/record.h"
#include "core/rule_set.h"

namespace permit {

/// What decrees have made of its period.
struct StandingState {
  std::optional<Instant> until;  ///< as Period::until
  const StandingRule* by;        ///< the rule that moved its end last; borrowed from the rules; null: none has
};

/// A decree touches what held just before its moment, and what was entered before for a later time. One that was moved
/// by hand since is no longer its business, one that was revoked never is.
StandingState state_of(const StandingPermit& permit, const RuleSet& rules);

/// Whether an entry says what stands there, wherever both came from: as it was entered, or with the end that it was
/// given by hand since.
bool same_entry(const StandingPermit& standing, const StandingPermit& entry);
/// Whether nothing gives it a new end: it was revoked, or another took its place.
bool is_over_for_good(const StandingPermit& permit);
/// Whether a new entry takes the place of an older one: it bears the issuer's number of that.
bool takes_place(const StandingPermit& later, const StandingPermit& earlier);

}  // namespace permit
