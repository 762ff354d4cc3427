#include "tool/inspect/day_count.h"

#include <algorithm>
#include <utility>

#include "tool/cli/progress.h"

namespace permit::tool {

namespace {

constexpr std::size_t kPage = 1000;

}  // namespace

Status DayCount::count(const InspectionStore& store, Instant at) {
  if (const Instant midnight = zone_.start_of(zone_.day(at)); midnight != midnight_) {
    midnight_ = midnight;
    texts_ = {};
  }
  if (!next_) {
    const auto first = store.first_at(std::min(midnight_, alive_since_));
    if (!first) return first.error();
    next_ = *first;
  }
  const auto last = store.last();
  if (!last) return last.error();
  const Sequence first = *next_;
  Progress progress("counting texts", *last - std::min(*last, first));
  for (;;) {
    const auto page = store.log(*next_, kPage);
    if (!page) return page.error();
    for (const Record& record : *page) {
      if (record.at <= at) {
        take(store, record);
      } else if (record.text()) {
        return Done{};  // an act may be dated by another clock than texts, where the service rehearses
      }
      next_ = record.sequence + 1;
    }
    if (page->size() < kPage) return Done{};
    progress.at(*next_ - first);
  }
}

void DayCount::take(const InspectionStore& store, const Record& record) {
  if (const Entry* entry = record.text()) return take(*entry);
  if (const auto* changed = std::get_if<EndChanged>(&std::get<AdminEvent>(record.event).what))
    move_end(store, *changed);
}

void DayCount::take(const Entry& entry) {
  if (entry.outcome == Outcome::granted && entry.decided >= alive_since_ && entry.period) ++ends_[entry.period->until];
  if (entry.decided < midnight_) return;
  ++texts_.all[entry.outcome];
  if (!entry.purpose.empty()) ++texts_.by_purpose[entry.purpose][entry.outcome];
  if (!entry.clause.empty()) ++texts_.by_clause[entry.clause][entry.outcome];
  if (!entry.language.empty()) ++texts_.by_language[entry.language][entry.outcome];
  if (entry.outcome == Outcome::refused || entry.outcome == Outcome::unreadable || entry.outcome == Outcome::silent)
    ++texts_.by_reason[entry.outcome][entry.reason];
}

void DayCount::move_end(const InspectionStore& store, const EndChanged& changed) {
  auto before = ends_by_hand_.find(changed.permit);
  if (before == ends_by_hand_.end()) {
    const auto given = store.log(changed.permit, 1);
    const Entry* entry =
        given && !given->empty() && given->front().sequence == changed.permit ? given->front().text() : nullptr;
    if (!entry || !entry->period || entry->decided < alive_since_) return;  // a standing permit's, or of none counted
    before = ends_by_hand_.emplace(changed.permit, entry->period->until).first;
  }
  --ends_[before->second];
  ++ends_[changed.end.until];
  before->second = changed.end.until;
}

std::uint64_t DayCount::alive(Instant at) const {
  std::uint64_t alive = 0;
  for (const auto& [until, permits] : ends_)
    if (!until || at < *until) alive += permits;
  return alive;
}

}  // namespace permit::tool
