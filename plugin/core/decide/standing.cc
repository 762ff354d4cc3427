#include "core/decide/standing.h"

#include <algorithm>
#include <tuple>

namespace permit {

namespace {

/// A permit that ended with the previous decree is still extended; one that was entered later is not switched off.
bool touches(const StandingPermitRule& rule, const StandingPermit& permit, const std::optional<Instant>& until) {
  const bool was_there = permit.period.from < rule.valid_before || permit.entered < rule.valid_before;
  if (rule.kind != permit.kind || !was_there) return false;
  if (permit.change && permit.change->at >= rule.valid_before) return false;
  if (until && *until < rule.valid_before) return false;
  const auto& activities = rule.activities;
  return activities.empty() || std::find(activities.begin(), activities.end(), permit.activity) != activities.end();
}

/// Returns the end that a rule gives to a permit which would end at `until`; nothing if the rule does not change it.
std::optional<Instant> moved_end(const StandingPermitRule& rule, const StandingPermit& permit,
                                 const std::optional<Instant>& until) {
  if (!touches(rule, permit, until)) return std::nullopt;
  const bool shortens = rule.effect == StandingPermitRule::Effect::switch_off;
  if (shortens) return !until || rule.valid_before < *until ? std::optional(rule.valid_before) : std::nullopt;
  return until && *until < rule.until ? std::optional(rule.until) : std::nullopt;
}

}  // namespace

EffectiveEnd effective_end(const StandingPermit& permit, const RuleSet& rules) {
  EffectiveEnd end{permit.change ? permit.change->until : permit.period.until, nullptr};
  if (permit.change && permit.change->revoked) return end;
  for (const Decree& decree : rules.decrees) {
    for (const StandingPermitRule& rule : decree.standing) {
      const auto moved = moved_end(rule, permit, end.until);
      if (!moved) continue;
      end.until = moved;
      end.by = &rule;
    }
  }
  return end;
}

bool same_entry(const StandingPermit& standing, const StandingPermit& entry) {
  const auto words = [](const StandingPermit& permit) {
    return std::tie(permit.kind, permit.holder, permit.activity, permit.plate, permit.reference, permit.issuer,
                    permit.places, permit.note, permit.period.from);
  };
  const auto& moved = standing.change;
  const bool is_moved_there = moved && !moved->revoked && moved->until == entry.period.until;
  return words(standing) == words(entry) && (is_moved_there || standing.period.until == entry.period.until);
}

bool is_over_for_good(const StandingPermit& permit) {
  return permit.replaced || (permit.change && permit.change->revoked);
}

bool is_replacement(const StandingPermit& later, const StandingPermit& earlier) {
  return !later.reference.empty() && later.reference == earlier.reference && later.kind == earlier.kind &&
         later.holder == earlier.holder;
}

}  // namespace permit
