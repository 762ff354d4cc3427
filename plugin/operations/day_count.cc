#include "operations/day_count.h"

#include <algorithm>
#include <utility>

namespace permit {

namespace {

constexpr std::size_t kPage = 1000;

}  // namespace

Result<Sequence> DayCount::next(const InspectionStore& store, Instant at) const {
  if (next_) return *next_;
  return store.first_at(std::min(zone_.start_of(zone_.day(at)), alive_since_));
}

Result<Sequence> DayCount::records_to_count(const InspectionStore& store, Instant at) const {
  const auto first = next(store, at);
  if (!first) return first.error();
  const auto last = store.last();
  if (!last) return last.error();
  return *last - std::min(*last, *first);
}

Status DayCount::count(const InspectionStore& store, Instant at, const OnProgress& on_progress) {
  if (const Instant midnight = zone_.start_of(zone_.day(at)); midnight != midnight_) {
    midnight_ = midnight;
    texts_ = {};
  }
  const auto begin = next(store, at);
  if (!begin) return begin.error();
  next_ = *begin;
  const Sequence first = *next_;
  for (;;) {
    const auto page = store.log(*next_, kPage);
    if (!page) return page.error();
    for (const Record& record : *page) {
      if (record.at <= at) {
        take(store, record);
      } else if (record.text()) {
        return Done{};  // an act does not end the count: during a rehearsal its clock is not that of the texts
      }
      next_ = record.sequence + 1;
    }
    if (page->size() < kPage) return Done{};
    report(on_progress, *next_ - first);
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
    if (!entry || !entry->period || entry->decided < alive_since_)
      return;  // a standing permit, or one that is not counted
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

}  // namespace permit
