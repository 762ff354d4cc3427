#include "operations/purge.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "core/decide/standing.h"
#include "operations/delete_in_batches.h"

namespace permit {

namespace {

using std::chrono::days;

/// An SMSC retries for at most a week, and a text that is delivered again must find its record.
constexpr days kDelivery{9};
constexpr std::size_t kPage = 1000;

/// Whether a standing permit was replaced or ended before a time, by the end that decrees give it.
bool is_over(const StandingPermit& permit, Instant before, const RuleSet& rules) {
  const auto until = effective_end(permit, rules).until;
  return (permit.replaced && *permit.replaced < before) || (until && *until < before);
}

Result<std::uint64_t> purge_standing(RegisterStore& store, const RuleSet& rules, Instant before,
                                     const OnProgress& on_progress) {
  Throttle throttle;
  std::uint64_t all = 0;
  for (std::string last;;) {
    auto page = store.standing_after(last, kPage);
    if (!page) return page.error();
    if (page->empty()) return all;
    last = page->back().holder;
    std::erase_if(*page, [&](const StandingPermit& permit) { return !is_over(permit, before, rules); });
    const auto gone = forget<StandingPermit>(store, *page, throttle);
    if (!gone) return gone.error();
    report(on_progress, all += *gone);
  }
}

}  // namespace

Instant kept_since(const RuleSet& rules, unsigned keep, Instant now) {
  return rules.zone.start_of(rules.zone.day(now - days{keep}));
}

Instant latest_purge(const RuleSet& rules, Instant now) { return std::min(rules.history_from(now), now - kDelivery); }

Result<Done, OperationError> check_purge(const PurgePlan& plan, const RuleSet& rules, Instant now) {
  if (const Instant latest = latest_purge(rules, now); plan.before && *plan.before > latest)
    return bad_input("limits still count permits, and SMSCs may deliver texts again, from " +
                         render_local_time(latest, rules.zone) + " on",
                     "before");
  if (plan.texts_before && *plan.texts_before > now)
    return bad_input(render_local_time(*plan.texts_before, rules.zone) + " is in the future", "texts-before");
  return Done{};
}

Result<std::uint64_t> purge_history(RegisterStore& store, const std::string& folder, const RuleSet& rules,
                                    Instant before, const Actor& actor, Instant now, const OnPurge& on) {
  if (const Status dropped = drop_broken_off(folder, store, on.dropped); !dropped) return dropped.error();
  const Removed removed{.what = Removed::What::history, .before = before};
  if (const Status noted = store.note({.actor = actor, .what = removed}, now); !noted) return noted.error();
  const auto rows = delete_in_batches([&](std::size_t most) { return store.purge(before, most); }, on.progress);
  if (!rows) return rows.error();
  if (on.records_gone) on.records_gone(*rows);
  return purge_standing(store, rules, before, on.progress);
}

Result<std::uint64_t> purge_raw_texts(AdminStore& store, Instant before, const Actor& actor, Instant now,
                                      const OnProgress& on_progress) {
  const Removed removed{.what = Removed::What::raw_texts, .before = before};
  if (const Status noted = store.note({.actor = actor, .what = removed}, now); !noted) return noted.error();
  return delete_in_batches([&](std::size_t most) { return store.drop_raw_texts(before, most); }, on_progress);
}

}  // namespace permit
