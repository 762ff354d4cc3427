#include "operations/standing_pages.h"

#include <utility>

namespace permit {

namespace {

constexpr std::size_t kPage = 1000;

bool is_wanted(const StandingPermit& permit, const StandingFilter& filter) {
  return (filter.kind.empty() || permit.kind == filter.kind) &&
         (filter.activity.empty() || permit.activity == filter.activity) &&
         (filter.issuer.empty() || permit.issuer == filter.issuer);
}

StandingWords row_of(StandingPermit permit, const Zone& zone, const Masking& mask) {
  if (permit.change) permit.period.until = permit.change->until;
  StandingWords words = words_of(permit, zone);
  for (std::string* personal : {&words.holder, &words.plate, &words.reference}) *personal = mask(*personal);
  for (std::string* text : {&words.activity, &words.issuer, &words.places}) *text = mask.words(*text);
  if (!mask.reveals()) words.note.clear();
  return words;
}

}  // namespace

Result<StandingPage, OperationError> standing_page(const InspectionStore& store, const RuleSet& rules,
                                                   const StandingFilter& filter, Instant at, const std::string& after) {
  if (!filter.kind.empty())
    if (const Status known = check_kind(filter.kind, rules); !known) return bad_input(known.error());
  const auto permits = store.standing_after(after, kPage);
  if (!permits) return permits.error();
  StandingPage page;
  for (const StandingPermit& permit : *permits) {
    if (!is_wanted(permit, filter)) continue;
    auto found = view(store, permit, at, rules);
    if (!found) return found.error();
    if (filter.with_ended || is_live(*found)) page.permits.push_back(std::move(*found));
  }
  if (!permits->empty()) page.next = permits->back().holder;
  return page;
}

Result<ExportPage, OperationError> export_page(const InspectionStore& store, const RuleSet& rules,
                                               const std::string& kind, const Masking& mask, const std::string& after) {
  if (const Status known = check_kind(kind, rules); !known) return bad_input(known.error());
  const auto permits = store.standing_after(after, kPage);
  if (!permits) return permits.error();
  ExportPage page;
  for (const StandingPermit& permit : *permits) {
    const bool is_over = permit.replaced || (permit.change && permit.change->revoked);
    if (permit.kind == kind && !is_over) page.rows.push_back(row_of(permit, rules.zone, mask));
  }
  if (!permits->empty()) page.next = permits->back().holder;
  return page;
}

}  // namespace permit
