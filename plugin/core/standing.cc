#include "core/standing.h"

#include <algorithm>

namespace permit {

namespace {

/// A rule touches what held just before its moment: one that ended with the decree before is still extended, one that
/// was entered anew is not switched off.
bool touches(const StandingRule& rule, const StandingPermit& permit, const std::optional<Instant>& until) {
  if (rule.kind != permit.kind || permit.period.from >= rule.active_at) return false;
  if (until && *until < rule.active_at) return false;
  const auto& activities = rule.activities;
  return activities.empty() || std::find(activities.begin(), activities.end(), permit.activity) != activities.end();
}

}  // namespace

StandingState state_of(const StandingPermit& permit, const RuleSet& rules) {
  StandingState state{permit.period.until, nullptr};
  for (const Decree& decree : rules.decrees) {
    for (const StandingRule& rule : decree.standing) {
      if (!touches(rule, permit, state.until)) continue;
      const Instant end = rule.effect == StandingRule::Effect::extend ? rule.until : rule.active_at;
      const bool shortens = rule.effect == StandingRule::Effect::switch_off;
      if (state.until && (shortens ? end >= *state.until : end <= *state.until)) continue;
      if (!state.until && !shortens) continue;
      state.until = end;
      state.by = &rule;
    }
  }
  return state;
}

}  // namespace permit
