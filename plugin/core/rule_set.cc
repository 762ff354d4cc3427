#include "core/rule_set.h"

#include <algorithm>
#include <cassert>

namespace permit {

namespace {

/// The element of a list sorted by start that is in force at `instant`.
template <typename Dated>
const Dated* in_force(const std::vector<Dated>& sorted, Instant instant) {
  const auto after = std::upper_bound(sorted.begin(), sorted.end(), instant,
                                      [](Instant at, const Dated& dated) { return at < dated.from; });
  if (after == sorted.begin()) return nullptr;
  const Dated& candidate = *std::prev(after);
  return instant < candidate.until ? &candidate : nullptr;
}

}  // namespace

const Purpose* Decree::purpose(std::string_view code) const {
  const auto at = std::find_if(purposes.begin(), purposes.end(), [&](const Purpose& p) { return p.code == code; });
  return at == purposes.end() ? nullptr : &*at;
}

bool Decree::accepts_document(std::string_view kind) const {
  return std::any_of(accepts.begin(), accepts.end(), [&](const Acceptance& a) { return a.document_kind == kind; });
}

const Decree* RuleSet::decree_at(Instant instant) const { return in_force(decrees, instant); }

const Interval* RuleSet::interval_at(Instant instant) const { return in_force(intervals, instant); }

const DocumentKind* RuleSet::document_kind(std::string_view id) const {
  const auto at = std::find_if(documents.begin(), documents.end(), [&](const DocumentKind& d) { return d.id == id; });
  return at == documents.end() ? nullptr : &*at;
}

const Template& RuleSet::text(std::string_view language, std::string_view id) const {
  const auto texts_in = texts.find(language);
  assert(texts_in != texts.end());
  const auto at = texts_in->second.find(id);
  assert(at != texts_in->second.end());
  return at->second;
}

Instant RuleSet::history_from(Instant now) const {
  // A day at least: a permit outlives the file of its decree, which may be gone.
  std::chrono::minutes longest = std::chrono::days{1};
  for (const Decree& decree : decrees) {
    for (const Purpose& purpose : decree.purposes) longest = std::max(longest, purpose.lasts.value_or(longest));
  }
  // A permit's end is rounded up by less than a minute.
  return std::min(zone.start_of(zone.day(now)), now - longest - std::chrono::minutes{1});
}

}  // namespace permit
