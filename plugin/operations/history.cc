#include "operations/history.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "operations/refusals.h"
#include "ruleset/load.h"

namespace permit {

namespace {

constexpr Sequence kPage = 1'000;
constexpr Sequence kSearched = 20'000;  // records of a page if only few of them match

/// Whether an act names a subject.
struct Names {
  Subject by;
  const std::string& key;

  bool operator()(const RulesAccepted&) const { return false; }
  bool operator()(const Listed& act) const { return is(act.listing.of, act.listing.subject); }
  bool operator()(const Unlisted& act) const { return is(act.key.of, act.key.subject); }
  bool operator()(const StandingEntered& act) const { return is(act.permit.holder, act.permit.plate, ""); }
  bool operator()(const EndChanged& act) const { return is(act.document, act.plate, act.phone); }
  bool operator()(const ImportStep&) const { return false; }
  bool operator()(const Removed&) const { return false; }
  bool operator()(const Revealed& act) const { return act.subject == key; }

 private:
  bool is(Listing::Of of, const std::string& subject) const {
    return subject == key && by == (of == Listing::Of::phone ? Subject::phone : Subject::document);
  }
  bool is(const std::string& document, const std::string& plate, const std::string& phone) const {
    return key == (by == Subject::plate ? plate : by == Subject::phone ? phone : document);
  }
};

}  // namespace

bool mentions(const Record& record, Subject by, const std::string& key) {
  if (const Entry* entry = record.text()) return mentions(*entry, by, key);
  return std::visit(Names{by, key}, std::get<AdminEvent>(record.event).what);
}

Result<LogRange> log_range(const InspectionStore& store, std::optional<Instant> since, std::optional<Instant> until) {
  const auto start = store.start();
  if (!start) return start.error();
  const auto head = store.head();
  if (!head) return head.error();
  LogRange range{start->sequence + 1, head->sequence};
  if (since) {
    const auto first = store.first_at(*since);
    if (!first) return first.error();
    range.first = *first;
  }
  if (until) {
    const auto end = store.first_at(*until);
    if (!end) return end.error();
    range.last = *end - 1;
  }
  return range;
}

std::chrono::seconds precision_of(const std::string& local_time) {
  const bool has_seconds = std::count(local_time.begin(), local_time.end(), ':') == 2;
  return std::chrono::seconds(has_seconds ? 1 : 60);
}

Rules rules_of(const Register& store, const Record& record, const Rules& likely) {
  if (likely && record.rules == likely->hash) return likely;
  auto text = store.rules(record.rules);
  return text && *text ? compile(std::move(**text)).rules : nullptr;
}

Sequence History::page_size() const { return filter_.by || filter_.only_acts ? kSearched : kPage; }

bool History::is_wanted(const Record& record) const {
  if (filter_.only_acts && record.text()) return false;
  return !filter_.by || mentions(record, *filter_.by, filter_.key);
}

Result<std::vector<Record>> History::wanted(const LogRange& range) const {
  auto records = filter_.by ? store_.log_mentioning(filter_.key, range.first, range.last)
                            : store_.log(range.first, range.last - range.first + 1);
  if (!records) return records;
  // If purge() removes the first records meanwhile, log() returns later records instead.
  std::erase_if(*records, [&](const Record& record) { return record.sequence > range.last || !is_wanted(record); });
  return records;
}

Result<std::vector<Record>> History::next(LogRange& range) const {
  if (range.empty()) return std::vector<Record>();
  const Sequence last = std::min(range.last, range.first + page_size() - 1);
  auto records = wanted({range.first, last});
  if (records) range.first = last + 1;
  return records;
}

Result<std::vector<Record>> History::previous(LogRange& range) const {
  if (range.empty()) return std::vector<Record>();
  const Sequence first = range.last - range.first < page_size() ? range.first : range.last - page_size() + 1;
  auto records = wanted({first, range.last});
  if (!records) return records;
  std::reverse(records->begin(), records->end());
  range.last = first - 1;
  return records;
}

/// Calls `take` with each wanted record, the latest first, until it returns true.
template <typename Take>
Status History::search_backwards(LogRange range, const OnProgress& on_progress, Take take) const {
  for (const Sequence end = range.last; !range.empty();) {
    auto records = previous(range);
    if (!records) return records.error();
    for (Record& record : *records)
      if (take(record)) return Done{};
    report(on_progress, end - range.last);
  }
  return Done{};
}

Result<std::vector<Record>> History::last(LogRange range, std::size_t most, const OnProgress& on_progress) const {
  std::vector<Record> records;
  const Status found = search_backwards(range, on_progress, [&](Record& record) {
    if (records.size() < most) records.push_back(std::move(record));
    return records.size() >= most;
  });
  if (!found) return found.error();
  std::reverse(records.begin(), records.end());
  return records;
}

Result<std::optional<Record>> History::last_text(LogRange range, const OnProgress& on_progress) const {
  std::optional<Record> text;
  const Status found = search_backwards(range, on_progress, [&](Record& record) {
    if (record.text()) text = std::move(record);
    return text.has_value();
  });
  if (!found) return found.error();
  return text;
}

}  // namespace permit
