#include "operations/show.h"

#include <utility>

#include "operations/former_plate.h"
#include "operations/local_time.h"
#include "operations/lookup.h"

namespace permit {

namespace {

Result<Inspection, OperationError> inspect(const InspectionStore& store, const RuleSet& rules,
                                           const ShowRequest& request, const std::string& key, Instant at) {
  auto found = permit_views(store, request.by, key, at, rules);
  if (!found) return found.error();
  auto refused = refusals(store, request.by, key, at, rules.zone);
  if (!refused) return refused.error();
  if (request.by == Subject::plate) {
    const Status added = add_former(store, key, refused->given, at, rules, *found);
    if (!added) return added.error();
  }
  Inspection inspection{.key = key, .at = at, .permit_views = *std::move(found), .refused = *std::move(refused)};
  if (!request.with_lists || request.by == Subject::plate) return inspection;
  const bool by_phone = request.by == Subject::phone;
  auto lists = store.lists_of(by_phone ? "" : key, by_phone ? key : "", at);
  if (!lists) return lists.error();
  inspection.lists = *std::move(lists);
  return inspection;
}

}  // namespace

Result<Inspection, OperationError> show(RegisterStore& store, const RuleSet& rules, const ShowRequest& request,
                                        Instant now) {
  const auto at = read_local_time(request.at, rules.zone, now);
  if (!at) return at.error();
  const auto key = read_subject(store, rules, request.by, request.key, now);
  if (!key) return key.error();
  if (request.noted)
    if (const auto noted = note_reveal(store, *request.noted, *key, now); !noted) return noted.error();
  return inspect(store, rules, request, *key, *at);
}

std::string purpose_name(const PermitView& view) {
  const Permit* permit = view.by_text();
  const Purpose* purpose = permit && view.decree ? view.decree->purpose(permit->purpose) : nullptr;
  return purpose ? purpose->name : "";
}

}  // namespace permit
