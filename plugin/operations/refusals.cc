#include "operations/refusals.h"

#include <algorithm>
#include <utility>

namespace permit {

namespace {

constexpr Sequence kAtOnce = 10'000;

}  // namespace

bool mentions(const Entry& entry, Subject by, const std::string& key) {
  switch (by) {
    case Subject::plate:
      return entry.plate == key;
    case Subject::phone:
      return entry.text.phone == key;
    case Subject::document:
      break;
  }
  return entry.document == key;
}

bool is_for_a_list(const Entry& refused, const RuleSet& rules) {
  return std::any_of(rules.decrees.begin(), rules.decrees.end(), [&](const Decree& decree) {
    return std::any_of(decree.refusals.begin(), decree.refusals.end(),
                       [&](const ListRefusal& refusal) { return refusal.reply == refused.reason; });
  });
}

namespace {

/// Adds the texts that mention the subject, the latest first.
void add(std::vector<Record>& records, Subject by, const std::string& key, Refusals& found) {
  for (auto record = records.rbegin(); record != records.rend(); ++record) {
    const Entry* entry = record->text();
    if (!entry || !mentions(*entry, by, key)) continue;
    if (entry->outcome == Outcome::refused)
      found.records.push_back(std::move(*record));
    else if (entry->outcome == Outcome::granted || entry->outcome == Outcome::repeated)
      found.given.push_back(std::move(*record));
  }
}

}  // namespace

Result<Refusals> refusals(const InspectionStore& store, Subject by, const std::string& key, Instant at,
                          const Zone& zone, std::chrono::milliseconds look) {
  const auto over = std::chrono::steady_clock::now() + look;
  Refusals found{.records = {}, .given = {}, .since = zone.start_of(zone.day(at))};
  const auto midnight = store.first_at(found.since);
  if (!midnight) return midnight.error();
  const auto end = store.first_at(at + std::chrono::seconds{1});
  if (!end) return end.error();
  for (Sequence behind = *end; behind > *midnight;) {
    const Sequence first = behind - std::min(behind - *midnight, kAtOnce);
    auto records = store.log_mentioning(key, first, behind - 1);
    if (!records) return records.error();
    add(*records, by, key, found);
    behind = first;
    if (behind == *midnight || std::chrono::steady_clock::now() < over) continue;
    const auto cut = store.log(behind, 1);
    if (!cut) return cut.error();
    if (!cut->empty()) found.since = cut->front().at;
    break;
  }
  return found;
}

}  // namespace permit
