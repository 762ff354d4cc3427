#include "core/decide/decide.h"

#include <algorithm>
#include <utility>

#include "core/decide/calendar.h"
#include "core/read/tokens.h"

namespace permit {

namespace {

Decision citing(Outcome outcome, std::string_view reply, Citation rule) {
  return {outcome, std::string(reply), std::move(rule.clause), std::move(rule.origin)};
}

Decision refuse(std::string_view reply, Citation rule) { return citing(Outcome::refused, reply, std::move(rule)); }

Decision with_step(Step step, Decision decision) {
  decision.step = step;
  return decision;
}

/// The reason that no permit is given, and the earliest time at which that rule may allow one.
struct Refusal {
  Decision decision;
  std::optional<Instant> until{};  ///< absent: no rule says when it ends
};

// ---- Lists -------------------------------------------------------------------------------------------------------

std::optional<Decision> refusal_by_list(const RuleSet& rules, const Account& account, Instant now) {
  const Decree* decree = rules.decree_at(now);
  if (!decree) return std::nullopt;
  for (const ListRefusal& refusal : decree->refusals) {
    const auto& lists = account.lists;
    if (std::find(lists.begin(), lists.end(), refusal.list) != lists.end())
      return with_step(Step::list, refuse(refusal.reply, cite<ReplyRole::listed>(refusal)));
  }
  return std::nullopt;
}

// ---- The live permit ---------------------------------------------------------------------------------------------

/// A text that names no document asks for a permit of its phone.
bool is_for_holder(const Permit& permit, const PermitRequest& ask) { return permit.document == ask.document; }

const std::vector<Permit>& permits_of_holder(const Account& account, const PermitRequest& ask) {
  return ask.document.empty() ? account.of_phone : account.permits;
}

/// Returns the permit that makes this request a repeat: same purpose if named, ends after `now`. The last one to end.
const Permit* live_permit(const Account& account, const PermitRequest& ask, Instant now) {
  const Permit* live = nullptr;
  for (const Permit& permit : permits_of_holder(account, ask)) {
    const bool is_asked_for = is_for_holder(permit, ask) && (ask.purpose.empty() || permit.purpose == ask.purpose);
    if (!is_asked_for || !permit.period.until || permit.period.has_ended(now)) continue;
    if (!live || *permit.period.until > *live->period.until) live = &permit;
  }
  return live;
}

/// Returns whether the plate may be a mistyped national one, which must not replace a clear national one.
bool may_be_a_typo(const std::string& plate, const Permit& live, const RuleSet& rules) {
  return !plate.empty() && !is_national_plate(plate, rules) && is_national_plate(live.plate, rules);
}

Decision repeat(const Permit& live, const PermitRequest& ask, const RuleSet& rules) {
  const bool is_unclear = ask.plate_unclear || may_be_a_typo(ask.plate, live, rules);
  const std::string_view reply = is_unclear ? text_id::kRepeatedPlateUnclear : text_id::kRepeated;
  Decision decision{Outcome::repeated, std::string(reply)};
  if (const Decree* decree = rules.decree_at(live.decided)) {
    if (const Purpose* purpose = decree->purpose(live.purpose))
      decision = citing(Outcome::repeated, reply, cite<ReplyRole::repeated>(*purpose));
  }
  decision.purpose = live.purpose;
  decision.period = live.period;
  decision.plate = ask.plate.empty() || is_unclear ? live.plate : ask.plate;
  decision.fields = live.fields;
  decision.permit = live.sequence;
  return with_step(Step::live_permit, std::move(decision));
}

// ---- Times without permits ---------------------------------------------------------------------------------------

Decision outside_of_decrees(const RuleSet& rules, Instant now) {
  const Interval* interval = rules.interval_at(now);
  if (!interval) return {Outcome::refused, std::string(text_id::kNoDecree)};
  Decision decision = refuse(interval->reply, cite<ReplyRole::interval>(*interval));
  if (interval->kind == Interval::Kind::not_needed) decision.outcome = Outcome::information;
  decision.since = interval->from;
  return decision;
}

std::optional<Instant> end_of_time_without_decree(const RuleSet& rules, Instant now) {
  if (const Interval* interval = rules.interval_at(now)) return interval->until;
  const auto next = std::upper_bound(rules.decrees.begin(), rules.decrees.end(), now,
                                     [](Instant at, const Decree& decree) { return at < decree.from; });
  return next == rules.decrees.end() ? std::nullopt : std::optional{next->from};
}

// ---- Limits ------------------------------------------------------------------------------------------------------

/// Returns when a permit counts from. If that is its end, one without an end counts for ever.
Instant counted_from(const Permit& permit, const Limit& limit) {
  return limit.window_from_end ? permit.period.until.value_or(kNoEnd) : permit.decided;
}

/// Returns the latest permits that a reached limit counts, as many as it allows, ordered by counted_from().
std::vector<const Permit*> latest_counted(const Limit& limit, std::vector<const Permit*> permits) {
  std::stable_sort(permits.begin(), permits.end(), [&](const Permit* one, const Permit* other) {
    return counted_from(*one, limit) < counted_from(*other, limit);
  });
  permits.erase(permits.begin(), permits.end() - limit.at_most);
  return permits;
}

/// Returns when a reached limit alone would allow the next permit: in the next period, or when the oldest expires.
Instant opens_again(const Limit& limit, const std::vector<const Permit*>& latest, Instant now, const Zone& zone) {
  if (limit.per != Limit::Per::window) return next_period(limit.per, now, zone);
  return counted_from(*latest.front(), limit) + limit.window;
}

/// If texts carry a document, a limit by phone may count permits of other people.
std::string_view reply_of(const Limit& limit, const RuleSet& rules) {
  const bool of_others = limit.by == Limit::By::phone && rules.message.has(Field::Kind::document);
  return of_others ? text_id::kLimitByPhone : text_id::kLimit;
}

/// Of several reached limits, names the one that opens last (SEMANTICS 8).
std::optional<Refusal> reached_limit(const Purpose& purpose, const Decree& decree, const RuleSet& rules,
                                     const Account& account, Instant now) {
  std::optional<Refusal> reached;
  for (const Limit& limit : purpose.limits) {
    const auto permits = counted_permits(limit, decree, account, now, rules.zone);
    if (permits.size() < limit.at_most) continue;
    const auto latest = latest_counted(limit, permits);
    const Instant opens = opens_again(limit, latest, now, rules.zone);
    if (reached && opens <= *reached->until) continue;
    reached = Refusal{with_step(Step::limits, refuse(reply_of(limit, rules), cite<ReplyRole::limit>(limit))), opens};
    for (const Permit* permit : latest) reached->decision.used.push_back(permit->decided);
    std::sort(reached->decision.used.begin(), reached->decision.used.end());
    for (const Permit* permit : permits) {
      auto& codes = reached->decision.counted;
      if (std::find(codes.begin(), codes.end(), permit->purpose) == codes.end()) codes.push_back(permit->purpose);
    }
  }
  return reached;
}

// ---- The period of a permit --------------------------------------------------------------------------------------

/// Returns the earliest cut: by a known ban or the end of hours, if it cuts permits (SEMANTICS 7).
std::optional<Cut> earliest_cut(Instant now, const Purpose& purpose, const RuleSet& rules) {
  std::optional<Cut> cut;
  if (const auto open = open_at(purpose.hours, now, rules.zone); open && open->hours->cuts_permits) {
    cut = Cut{open->opening.until, cite<ReplyRole::hours>(*open->hours)};
  }
  for (const Interval& interval : rules.intervals) {
    const bool is_known = interval.known_from <= now;
    if (!interval.cuts_permits || !is_known || interval.from <= now || (cut && interval.from >= cut->at)) continue;
    cut = Cut{interval.from, cite<ReplyRole::hours>(interval)};
  }
  return cut;
}

/// Begins now, or at the next minute after a declared delay; the end is rounded up to the minute (SEMANTICS 12).
Period period_from(Instant now, const Purpose& purpose, const std::optional<Cut>& cut) {
  using std::chrono::minutes;
  Period period{now, std::nullopt};
  if (purpose.starts_after > minutes{0}) period.from = std::chrono::ceil<minutes>(now + purpose.starts_after);
  if (purpose.lasts) period.until = std::chrono::ceil<minutes>(period.from + *purpose.lasts);
  if (cut && (!period.until || cut->at < *period.until)) period.until = cut->at;
  return period;
}

// ---- Refused or granted ------------------------------------------------------------------------------------------

/// Checks the rules of a purpose without the account: its hours, and whether a permit would last at all.
std::optional<Refusal> closed(const Purpose& purpose, const RuleSet& rules, Instant now) {
  if (!purpose.hours.empty() && !open_at(purpose.hours, now, rules.zone)) {
    return Refusal{
        with_step(Step::hours,
                  refuse(text_id::kHours, cite<ReplyRole::hours>(nearest_hours(purpose.hours, now, rules.zone)))),
        next_opening(purpose.hours, now, rules.zone)};
  }
  const auto cut = earliest_cut(now, purpose, rules);
  const Period period = period_from(now, purpose, cut);
  // Never names a ban as already in force: the sender asks before it begins.
  if (period.until && *period.until <= period.from)
    return Refusal{with_step(Step::hours, refuse(text_id::kHours, cut->by)), cut->at};
  return std::nullopt;
}

std::optional<Refusal> not_accepted(const PermitRequest& ask, const Decree& decree, Instant now) {
  if (ask.document.empty() || decree.accepts_document(ask.document_kind, now)) return std::nullopt;
  Refusal refusal{with_step(Step::document, refuse(text_id::kNotAccepted, cite<ReplyRole::not_accepted>(decree)))};
  for (const Acceptance& acceptance : decree.accepts) {
    if (acceptance.document_kind == ask.document_kind) refusal.until = acceptance.from;
  }
  return refusal;
}

/// If an amendment took the code away, cites that amendment.
Decision no_such_code(std::string_view code, const Decree& decree) {
  const Withdrawal* withdrawn = decree.withdrawal(code);
  return refuse(text_id::kNoSuchCode,
                withdrawn ? cite<ReplyRole::no_such_code>(*withdrawn) : cite<ReplyRole::no_such_code>(decree));
}

std::optional<Refusal> refusal_in(const Decree& decree, const PermitRequest& ask, const RuleSet& rules,
                                  const Account& account, Instant now) {
  if (const NotByText* not_by_text = decree.not_by_text_entry(ask.purpose))
    return Refusal{with_step(Step::purpose, refuse(not_by_text->reply, cite<ReplyRole::not_by_text>(*not_by_text)))};
  const Purpose* purpose = asked_purpose(ask, decree);
  if (!purpose) return Refusal{with_step(Step::purpose, no_such_code(ask.purpose, decree))};
  if (auto refusal = not_accepted(ask, decree, now)) return refusal;
  if (rules.pause)
    return Refusal{with_step(Step::pause, refuse(rules.pause->reply, cite<ReplyRole::paused>(*rules.pause)))};
  if (auto refusal = closed(*purpose, rules, now)) return refusal;
  return reached_limit(*purpose, decree, rules, account, now);
}

/// Returns nothing if a permit is given.
std::optional<Refusal> refusal(const PermitRequest& ask, const RuleSet& rules, const Account& account, Instant now) {
  const Decree* decree = rules.decree_at(now);
  if (!decree || rules.interval_at(now))
    return Refusal{with_step(Step::decree, outside_of_decrees(rules, now)), end_of_time_without_decree(rules, now)};
  auto refusal = refusal_in(*decree, ask, rules, account, now);
  if (refusal)
    refusal->until = std::min(refusal->until.value_or(kNoEnd), decree->until);  // the next decree may allow it
  return refusal;
}

/// Returns the first moment at which a refused request would get a permit, as far as the rules reach. Goes from the end
/// of each refusal to the end of the next, because hours may be closed when a limit opens. Returns nothing if a time
/// when none is needed comes first.
std::optional<Instant> next_possible(const Refusal& refused, const PermitRequest& ask, const RuleSet& rules,
                                     const Account& account) {
  constexpr int kMostRefusalsByHours = 400;  // stops if every weekly opening is too short for a delayed permit
  std::optional<Instant> moment = refused.until;
  for (int refusals_by_hours = 0; moment && *moment < kNoEnd && refusals_by_hours < kMostRefusalsByHours;) {
    const auto again = refusal(ask, rules, account, *moment);
    if (!again) return moment;
    if (again->decision.outcome == Outcome::information) return std::nullopt;
    refusals_by_hours = again->decision.step == Step::hours ? refusals_by_hours + 1 : 0;
    moment = again->until;
  }
  return std::nullopt;
}

Decision grant(const PermitRequest& ask, const Purpose& purpose, const RuleSet& rules, Instant now) {
  const std::string_view reply = ask.plate_unclear ? text_id::kGrantedPlateUnclear : text_id::kGranted;
  Decision decision =
      citing(Outcome::granted, reply,
             ask.plate_unclear ? cite<ReplyRole::granted_plate_unclear>(purpose) : cite<ReplyRole::granted>(purpose));
  decision.purpose = purpose.code;
  decision.period = period_from(now, purpose, earliest_cut(now, purpose, rules));
  decision.plate = ask.plate;
  decision.fields = ask.fields;
  return decision;
}

}  // namespace

const Purpose* asked_purpose(const PermitRequest& ask, const Decree& decree) {
  if (!ask.purpose.empty()) return decree.purpose(ask.purpose);
  return decree.purposes.empty() ? nullptr : &decree.purposes.front();  // an amendment may withdraw its only purpose
}

std::optional<Cut> cut_of(std::string_view code, const Period& period, const RuleSet& rules) {
  const Decree* decree = rules.decree_at(period.from);
  const Purpose* purpose = decree ? decree->purpose(code) : nullptr;
  if (!purpose) return std::nullopt;
  const Instant decided = period.from - purpose->starts_after;
  auto cut = earliest_cut(decided, *purpose, rules);
  const bool ends_with_it = cut && period.until == cut->at && period_from(decided, *purpose, {}).until != cut->at;
  return ends_with_it ? std::move(cut) : std::nullopt;
}

std::vector<const Permit*> counted_permits(const Limit& limit, const Decree& decree, const Account& account,
                                           Instant now, const Zone& zone) {
  const Instant since = counting_since(limit, now, zone);
  const bool is_window = limit.per == Limit::Per::window;
  std::vector<const Permit*> permits;
  for (const Permit& permit : limit.by == Limit::By::phone ? account.of_phone : account.permits) {
    const bool is_counted_purpose = std::find(limit.over.begin(), limit.over.end(), permit.purpose) != limit.over.end();
    const bool in_decree = limit.counts_earlier_decrees || permit.decided >= decree.decree_start();
    const Instant from = counted_from(permit, limit);
    if (is_counted_purpose && in_decree && (is_window ? from > since : from >= since)) permits.push_back(&permit);
  }
  return permits;
}

Decision decide(const PermitRequest& ask, const RuleSet& rules, const Account& account, Instant now) {
  if (auto refused = refusal_by_list(rules, account, now)) {
    refused->purpose = ask.purpose;
    return *std::move(refused);
  }
  if (const Permit* live = live_permit(account, ask, now)) return repeat(*live, ask, rules);
  if (auto refused = refusal(ask, rules, account, now)) {
    Decision& decision = refused->decision;
    decision.purpose = ask.purpose;
    if (decision.step == Step::limits || decision.step == Step::hours)
      decision.next = next_possible(*refused, ask, rules, account);
    return std::move(decision);
  }
  return grant(ask, *asked_purpose(ask, *rules.decree_at(now)), rules, now);
}

}  // namespace permit
