#include "operations/plates.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace permit {

namespace {

/// Of the permits of a plate that are valid at `at`, the one that ends last.
Result<std::optional<PermitView>> longest(const InspectionStore& store, const PlatePermits& permits, Instant at,
                                          const RuleSet& rules) {
  std::optional<PermitView> longest;
  const auto take = [&](PermitView view) {
    if (!view.is_valid()) return;
    const auto end = [](const PermitView& one) { return one.period.until.value_or(Instant::max()); };
    if (!longest || end(*longest) < end(view)) longest = std::move(view);
  };
  for (const Permit& permit : permits.by_text) {
    if (!permit.changed && permit.period.has_ended(at)) continue;  // read the log only if the end was moved
    auto held = view(store, permit, Subject::plate, at, rules);
    if (!held) return held.error();
    take(std::move(*held));
  }
  for (const StandingPermit& permit : permits.standing) {
    auto held = view(store, permit, at, rules);
    if (!held) return held.error();
    take(std::move(*held));
  }
  return longest;
}

}  // namespace

Result<PlatePage> plates_after(const InspectionStore& store, std::string_view after, Instant at, const RuleSet& rules,
                               std::size_t most) {
  const Instant since = std::min(at - kLookedBack, rules.history_from(at));
  const auto read = store.plates(after, most, since, at + std::chrono::seconds{1});
  if (!read) return read.error();
  PlatePage page{.plates = {}, .after = std::string(after), .is_end = read->empty()};
  for (const PlatePermits& permits : *read) {
    auto permit = longest(store, permits, at, rules);
    if (!permit) return permit.error();
    if (*permit) page.plates.push_back({permits.plate, std::move(**permit)});
    page.after = permits.plate;
  }
  return page;
}

}  // namespace permit
