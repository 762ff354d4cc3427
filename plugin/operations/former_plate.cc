#include "operations/former_plate.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace permit {

namespace {

/// The permit of a record as it is now; nothing if it was purged or erased.
Result<std::optional<Permit>> permit_of(const InspectionStore& store, Sequence sequence) {
  const auto records = store.log(sequence, 1);
  if (!records) return records.error();
  const bool is_there = !records->empty() && records->front().sequence == sequence;
  const Entry* entry = is_there ? records->front().text() : nullptr;
  if (!entry) return std::optional<Permit>();
  const Instant end = entry->decided + std::chrono::seconds{1};
  const auto permits = entry->document.empty() ? store.by_phone(entry->text.phone, entry->decided, end)
                                               : store.by_document(entry->document, entry->decided, end);
  if (!permits) return permits.error();
  const auto found =
      std::find_if(permits->begin(), permits->end(), [&](const Permit& permit) { return permit.sequence == sequence; });
  return found == permits->end() ? std::nullopt : std::optional(*found);
}

}  // namespace

Status add_former(const InspectionStore& store, const std::string& plate, const std::vector<Record>& given, Instant at,
                  const RuleSet& rules, std::vector<PermitView>& found) {
  std::set<Sequence> seen;
  for (const PermitView& view : found)
    if (view.state != PermitView::State::unknown_then) seen.insert(view.record);
  for (auto record = given.rbegin(); record != given.rend(); ++record) {
    const Sequence sequence = record->text()->permit.value_or(record->sequence);
    if (!seen.insert(sequence).second) continue;
    const auto permit = permit_of(store, sequence);
    if (!permit) return permit.error();
    if (!*permit) continue;
    auto made = view(store, **permit, Subject::document, at, rules);
    if (!made) return made.error();
    if (made->plate() != plate) continue;
    made->known = record->at;
    std::erase_if(found, [&](const PermitView& other) { return other.record == sequence; });
    found.insert(made->is_valid() ? found.begin() : found.end(), *std::move(made));
  }
  return Done{};
}

}  // namespace permit
