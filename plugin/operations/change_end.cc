#include "operations/change_end.h"

#include <chrono>
#include <utility>
#include <variant>

#include "base/strings.h"
#include "operations/local_time.h"
#include "operations/subject.h"

namespace permit {

namespace {

/// Whose permits end or move: those of a holder, or only one.
struct Target {
  Subject by = Subject::document;
  std::string key;
  Sequence permit = 0;  ///< 0: all
  bool by_number = false;
};

/// The holder of the permit that record `number` gave or entered.
Result<Target, OperationError> find_target_by_number(const std::string& number, const InspectionStore& store) {
  const auto sequence = parse_number(number);
  const auto records = sequence ? store.log(*sequence, 1) : Result<std::vector<Record>>(std::vector<Record>());
  if (!records) return records.error();
  const Record* record = records->empty() || records->front().sequence != *sequence ? nullptr : &records->front();
  if (const Entry* entry = record ? record->text() : nullptr; entry && entry->outcome == Outcome::granted)
    return entry->document.empty() ? Target{Subject::phone, entry->text.phone, *sequence, true}
                                   : Target{Subject::document, entry->document, *sequence, true};
  const AdminEvent* event = record ? std::get_if<AdminEvent>(&record->event) : nullptr;
  if (const StandingEntered* entered = event ? std::get_if<StandingEntered>(&event->what) : nullptr)
    return Target{Subject::document, entered->permit.holder, *sequence, true};
  return OperationError(OperationError::Kind::not_found, "record `#" + number + "' gave no permit");
}

Result<Target, OperationError> find_target(const InspectionStore& store, const RuleSet& rules, const std::string& whom,
                                           Sequence permit) {
  if (whom.starts_with('#')) return find_target_by_number(whom.substr(1), store);
  if (!rules.message.has(Field::Kind::document))
    if (auto phone = readable_subject("phone", whom, rules))
      return Target{Subject::phone, *std::move(phone), permit, false};
  auto holder = readable_holder(whom, rules);
  if (!holder) return bad_input(holder.error());
  return Target{Subject::document, *std::move(holder), permit, false};
}

Result<std::vector<PermitView>> live(const InspectionStore& store, const RuleSet& rules, Subject by,
                                     const std::string& key, Sequence permit, Instant now) {
  auto found = permit_views(store, by, key, now, rules);
  if (!found) return found.error();
  std::erase_if(*found,
                [&](const PermitView& view) { return !is_live(view) || (permit != 0 && view.record != permit); });
  return found;
}

/// The latest end that can be set for a permit by text: decisions and inspections miss a later one, and `purge' may
/// remove it.
Instant latest_end(const Permit& permit, const RuleSet& rules) {
  constexpr std::chrono::hours kStep{1};
  Instant end = permit.decided;
  while (rules.history_from(end + kStep) <= permit.decided) end += kStep;
  return end;
}

Result<Done, OperationError> change(AdminStore& store, const PermitView& permit, const NewEnd& end, const Actor& actor,
                                    Instant now) {
  const std::string holder = permit.standing() ? permit.document() : std::string();
  const auto changed = store.change_end(permit.record, holder, end, actor, now);
  if (!changed) return changed.error();
  if (*changed) return Done{};
  return OperationError(OperationError::Kind::conflict,
                        "permit #" + std::to_string(permit.record) + " was just ended by someone else, or purged");
}

}  // namespace

Result<LivePermits, OperationError> find_live(const InspectionStore& store, const RuleSet& rules,
                                              const std::string& whom, Sequence permit, Instant now) {
  auto target = find_target(store, rules, whom, permit);
  if (!target) return target.error();
  auto permits = live(store, rules, target->by, target->key, target->permit, now);
  if (!permits) return permits.error();
  return LivePermits{target->by, std::move(target->key), target->by_number, std::move(*permits)};
}

Result<Done, OperationError> revoke(AdminStore& store, std::span<const PermitView> permits, const Actor& actor,
                                    Instant now) {
  for (const PermitView& permit : permits)
    if (auto changed = change(store, permit, {.until = now, .revoked = true}, actor, now); !changed) return changed;
  return Done{};
}

Result<Extended, OperationError> extend(RegisterStore& store, const RuleSet& rules, const LivePermits& found,
                                        const std::string& until, const Actor& actor, Instant now) {
  const auto end = local_instant(until, rules.zone);
  if (!end) return bad_input(end.error());
  if (found.permits.size() > 1) return Extended{.what = Extended::What::several};
  const PermitView& permit = found.permits.front();
  if (!permit.period.until || *permit.period.until >= *end) return Extended{.what = Extended::What::not_later};
  if (const Permit* by_text = permit.by_text())
    if (const Instant latest = latest_end(*by_text, rules); *end > latest)
      return Extended{.what = Extended::What::too_late, .latest = latest};
  if (const auto changed = change(store, permit, {.until = *end}, actor, now); !changed) return changed.error();
  auto current = live(store, rules, found.by, found.key, permit.record, now);
  if (!current) return current.error();
  return Extended{.before = *permit.period.until, .until = *end, .permits = std::move(*current)};
}

}  // namespace permit
