#include "operations/permit_view.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "core/decide/standing.h"

namespace permit {

namespace {

constexpr std::chrono::days kLookedAhead{1};  // also shows permits entered soon after the moment

template <typename What>
const What* act_of(const Record& record) {
  const AdminEvent* act = std::get_if<AdminEvent>(&record.event);
  return act ? std::get_if<What>(&act->what) : nullptr;
}

Result<std::optional<Record>> find_record(const InspectionStore& store, Sequence sequence) {
  auto records = store.log(sequence, 1);
  if (!records) return records.error();
  if (records->empty() || records->front().sequence != sequence) return std::optional<Record>();  // purged
  return std::optional(std::move(records->front()));
}

/// The document or phone that the records about a permit name.
const std::string& subject_of(const Permit& permit) { return permit.document.empty() ? permit.phone : permit.document; }

std::optional<Move> move_of(const Record& record) {
  const auto* changed = act_of<EndChanged>(record);
  if (!changed) return std::nullopt;
  return Move{record.sequence, record.at, changed->end, std::get<AdminEvent>(record.event).actor};
}

/// Finds the last move up to `at`, and the last move after it. `last` is the record of the permit's last move. Searches
/// the log for an earlier move only if that one came after `at`.
Status find_moves(const InspectionStore& store, Sequence last, const std::string& subject, Instant at,
                  PermitView& view) {
  const auto record = find_record(store, last);
  if (!record) return record.error();
  std::optional<Move> move = *record ? move_of(**record) : std::nullopt;
  if (!move) return Done{};
  if (move->at <= at) {
    view.moved = std::move(move);
    return Done{};
  }
  view.moved_later = std::move(move);
  const auto end = store.first_at(at + std::chrono::seconds{1});
  if (!end) return end.error();
  const auto before = store.log_mentioning(subject, view.record + 1, *end - 1);
  if (!before) return before.error();
  for (const Record& earlier : *before) {
    const auto* changed = act_of<EndChanged>(earlier);
    if (changed && changed->permit == view.record) view.moved = move_of(earlier);
  }
  return Done{};
}

/// A repeat may have named another plate. Finds the plate that the register knew at `at`, and since when it knows the
/// last one.
Status find_plate(const InspectionStore& store, const Entry& granted, Subject by, Instant at, PermitView& view) {
  auto& permit = std::get<Permit>(view.permit);
  if (granted.plate == permit.plate) return Done{};
  const auto last = store.last();
  if (!last) return last.error();
  const auto repeats = store.log_mentioning(subject_of(permit), view.record + 1, *last);
  if (!repeats) return repeats.error();
  std::string plate = granted.plate;
  std::string plate_then = granted.plate;
  Instant named = view.known;
  for (const Record& record : *repeats) {
    const Entry* entry = record.text();
    if (!entry || entry->permit != view.record || entry->plate == plate) continue;
    plate = entry->plate;
    named = record.at;
    if (named <= at) plate_then = plate;
  }
  if (by == Subject::plate) {
    view.known = named;
  } else {
    permit.plate = plate_then;
  }
  return Done{};
}

PermitView::State state_of(const PermitView& view, Instant at) {
  using State = PermitView::State;
  if (view.known > at) return State::unknown_then;
  const StandingPermit* standing = view.standing();
  if (standing && standing->replaced && *standing->replaced <= at) return State::replaced;
  if (view.period.has_ended(at)) {
    if (view.effect && view.effect->effect == StandingPermitRule::Effect::switch_off) return State::switched_off;
    return view.moved && view.moved->end.revoked ? State::revoked : State::ended;
  }
  return view.period.from > at ? State::not_yet : State::holds;
}

int rank(const PermitView& view) {
  switch (view.state) {
    case PermitView::State::holds:
      return 0;
    case PermitView::State::not_yet:
    case PermitView::State::unknown_then:
      return 1;
    default:
      return 2;
  }
}

const Decree* decree_of(const StandingPermitRule* rule, const RuleSet& rules) {
  const auto has_it = [&](const Decree& decree) {
    return std::any_of(decree.standing.begin(), decree.standing.end(),
                       [&](const StandingPermitRule& other) { return &other == rule; });
  };
  const auto found = std::find_if(rules.decrees.begin(), rules.decrees.end(), has_it);
  return found == rules.decrees.end() ? nullptr : &*found;
}

Result<std::vector<Permit>> by_text(const InspectionStore& store, Subject by, const std::string& key, Instant since,
                                    Instant until) {
  switch (by) {
    case Subject::plate:
      return store.by_plate(key, since, until);
    case Subject::phone:
      return store.by_phone(key, since, until);
    case Subject::document:
      break;
  }
  return store.by_document(key, since, until);
}

Result<std::vector<StandingPermit>> standing(const InspectionStore& store, Subject by, const std::string& key) {
  if (by == Subject::phone) return std::vector<StandingPermit>();
  return by == Subject::plate ? store.standing_by_plate(key) : store.standing_of(key);
}

}  // namespace

const std::string& PermitView::document() const {
  return standing() ? standing()->holder : std::get<Permit>(permit).document;
}
const std::string& PermitView::plate() const { return standing() ? standing()->plate : std::get<Permit>(permit).plate; }

bool is_live(const PermitView& view) {
  return view.state == PermitView::State::holds || view.state == PermitView::State::not_yet;
}

std::string_view name(PermitView::State state) {
  switch (state) {
    case PermitView::State::holds:
      return "holds";
    case PermitView::State::not_yet:
      return "not-yet";
    case PermitView::State::unknown_then:
      return "unknown-then";
    case PermitView::State::ended:
      return "ended";
    case PermitView::State::revoked:
      return "revoked";
    case PermitView::State::switched_off:
      return "switched-off";
    case PermitView::State::replaced:
      return "replaced";
  }
  return {};
}

Result<PermitView> view(const InspectionStore& store, const Permit& permit, Subject by, Instant at,
                        const RuleSet& rules) {
  PermitView made{.period = permit.period, .known = permit.decided, .record = permit.sequence, .permit = permit};
  const auto record = find_record(store, permit.sequence);
  if (!record) return record.error();
  if (permit.changed) {
    const Status found = find_moves(store, *permit.changed, subject_of(permit), at, made);
    if (!found) return found.error();
  }
  made.decree = rules.decree_at(permit.decided);
  if (const Entry* entry = *record ? (*record)->text() : nullptr) {
    made.clause = entry->clause;
    made.rules = entry->rules;
    if (made.moved_later && entry->period) made.period.until = entry->period->until;
    const Status found = (*record)->erased.personal ? Status(Done{}) : find_plate(store, *entry, by, at, made);
    if (!found) return found.error();
  }
  if (made.moved) made.period.until = made.moved->end.until;
  made.state = state_of(made, at);
  return made;
}

Result<PermitView> view(const InspectionStore& store, const StandingPermit& permit, Instant at, const RuleSet& rules) {
  PermitView made{.period = permit.period, .known = permit.entered, .record = permit.sequence, .permit = permit};
  if (permit.change)
    if (const Status found = find_moves(store, permit.change->record, permit.holder, at, made); !found)
      return found.error();
  if (permit.change && permit.change->at <= at && !made.moved)  // its record was purged
    made.moved = {permit.change->record, permit.change->at, {permit.change->until, permit.change->revoked}, {}};
  StandingPermit then = permit;
  then.change.reset();
  if (made.moved) {
    const Move& move = *made.moved;
    then.change = {.record = move.record, .at = move.at, .until = move.end.until, .revoked = move.end.revoked};
  }
  const EffectiveEnd end = effective_end(then, rules);
  made.period.until = end.until;
  made.effect = end.by;
  if (end.by) {
    made.clause = end.by->clause;
    made.decree = decree_of(end.by, rules);
  }
  const auto record = find_record(store, permit.sequence);
  if (!record) return record.error();
  if (*record) {
    made.rules = (*record)->rules;
    if (const AdminEvent* act = std::get_if<AdminEvent>(&(*record)->event)) made.entered_by = act->actor;
  }
  made.state = state_of(made, at);
  return made;
}

Result<std::vector<PermitView>> permit_views(const InspectionStore& store, Subject by, const std::string& key,
                                             Instant at, const RuleSet& rules) {
  const Instant since = std::min(at - kLookedBack, rules.history_from(at));
  const auto texts = by_text(store, by, key, since, at + kLookedAhead);
  if (!texts) return texts.error();
  const auto others = standing(store, by, key);
  if (!others) return others.error();
  std::vector<PermitView> found;
  for (const Permit& permit : *texts) {
    auto made = view(store, permit, by, at, rules);
    if (!made) return made.error();
    found.push_back(*std::move(made));
  }
  for (const StandingPermit& permit : *others) {
    auto made = view(store, permit, at, rules);
    if (!made) return made.error();
    if (made->period.has_ended(since) || made->known >= at + kLookedAhead) continue;
    found.push_back(*std::move(made));
  }
  std::stable_sort(found.begin(), found.end(), [](const PermitView& a, const PermitView& b) {
    return std::make_tuple(rank(a), b.period.from) < std::make_tuple(rank(b), a.period.from);
  });
  return found;
}

}  // namespace permit
