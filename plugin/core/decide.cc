#include "core/decide.h"

#include <algorithm>

namespace permit {

namespace {

/// The permit that makes this request a repeat: same purpose, not ended, be it begun or not. The latest, if several.
const Permit* live_permit(const Account& account, const std::string& purpose, Instant now) {
  const Permit* live = nullptr;
  for (const Permit& permit : account.permits) {
    if (permit.purpose != purpose || !permit.period.until || permit.period.has_ended(now)) continue;
    if (!live || *permit.period.until > *live->period.until) live = &permit;
  }
  return live;
}

Decision repeat(const Permit& live, const PermitRequest& ask, const RuleSet& rules) {
  Decision decision{Outcome::repeated, std::string(text_id::kRepeated)};
  decision.period = live.period;
  decision.plate = ask.plate.empty() ? live.plate : ask.plate;
  decision.permit = live.sequence;
  const Decree* decree = rules.decree_at(live.decided);
  const Purpose* purpose = decree ? decree->purpose(live.purpose) : nullptr;
  if (purpose) decision.clause = purpose->clause;
  return decision;
}

Decision refuse(std::string_view reply, const std::string& clause) {
  return {Outcome::refused, std::string(reply), clause};
}

Decision outside_of_decrees(const RuleSet& rules, Instant now) {
  const Interval* interval = rules.interval_at(now);
  if (!interval) return refuse(text_id::kNoDecree, "");
  Decision decision = refuse(interval->reply, interval->clause);
  if (interval->kind == Interval::Kind::not_needed) decision.outcome = Outcome::information;
  decision.since = interval->from;
  return decision;
}

/// The permits a limit counts today, by the service's calendar (SEMANTICS 2, 3, 6).
std::vector<Instant> counted(const Limit& limit, const Decree& decree, const Account& account, Instant since) {
  std::vector<Instant> used;
  for (const Permit& permit : account.permits) {
    const bool is_over = std::find(limit.over.begin(), limit.over.end(), permit.purpose) != limit.over.end();
    const bool in_decree = limit.counts_earlier_decrees || permit.decided >= decree.from;
    if (is_over && in_decree && permit.decided >= since) used.push_back(permit.decided);
  }
  return used;
}

std::optional<Decision> reached_limit(const Purpose& purpose, const Decree& decree, const RuleSet& rules,
                                      const Account& account, Instant now) {
  const Instant today = rules.zone.start_of(rules.zone.day(now));
  for (const Limit& limit : purpose.limits) {
    std::vector<Instant> used = counted(limit, decree, account, today);
    if (used.size() < limit.at_most) continue;
    Decision decision = refuse(text_id::kLimit, limit.clause);
    decision.used = std::move(used);
    return decision;
  }
  return std::nullopt;
}

/// Why no new permit is given; nothing when one is.
std::optional<Decision> refusal(const PermitRequest& ask, const RuleSet& rules, const Account& account, Instant now) {
  const Decree* decree = rules.decree_at(now);
  if (!decree || rules.interval_at(now)) return outside_of_decrees(rules, now);
  const Purpose* purpose = decree->purpose(ask.purpose);
  if (!purpose) return refuse(text_id::kNoSuchCode, decree->clause);
  if (!decree->accepts_document(ask.document_kind)) return refuse(text_id::kNotAccepted, decree->clause);
  return reached_limit(*purpose, *decree, rules, account, now);
}

/// The first moment at which the same request would get a permit, as far as the rules reach: limits open with a local
/// day, and rules change where a decree begins or an interval ends.
std::optional<Instant> next_possible(const PermitRequest& ask, const RuleSet& rules, const Account& account,
                                     Instant now) {
  std::vector<Instant> turns = {rules.zone.start_of(rules.zone.day(now) + std::chrono::days{1})};
  for (const Decree& decree : rules.decrees) turns.push_back(decree.from);
  for (const Interval& interval : rules.intervals) turns.push_back(interval.until);
  std::sort(turns.begin(), turns.end());
  const auto next = std::find_if(turns.begin(), turns.end(),
                                 [&](Instant turn) { return turn > now && !refusal(ask, rules, account, turn); });
  return next == turns.end() ? std::nullopt : std::optional{*next};
}

/// From now, rounded up to the minute at its end (SEMANTICS 12), or to a ban that was known and says that it cuts.
Period period_from(Instant now, const Purpose& purpose, const RuleSet& rules) {
  Period period{now, std::nullopt};
  if (purpose.lasts) period.until = std::chrono::ceil<std::chrono::minutes>(now + *purpose.lasts);
  for (const Interval& interval : rules.intervals) {
    if (!interval.cuts_permits || interval.from <= now) continue;
    if (!period.until || interval.from < *period.until) period.until = interval.from;
  }
  return period;
}

Decision grant(const PermitRequest& ask, const Purpose& purpose, const RuleSet& rules, Instant now) {
  const std::string_view reply = ask.plate_unclear ? text_id::kGrantedPlateUnclear : text_id::kGranted;
  Decision decision{Outcome::granted, std::string(reply), purpose.clause};
  decision.period = period_from(now, purpose, rules);
  decision.plate = ask.plate;
  return decision;
}

}  // namespace

Decision decide(const PermitRequest& ask, const RuleSet& rules, const Account& account, Instant now) {
  if (const Permit* live = live_permit(account, ask.purpose, now)) return repeat(*live, ask, rules);
  if (auto refused = refusal(ask, rules, account, now)) {
    if (refused->reply == text_id::kLimit) refused->next = next_possible(ask, rules, account, now);
    return *std::move(refused);
  }
  return grant(ask, *rules.decree_at(now)->purpose(ask.purpose), rules, now);
}

}  // namespace permit
