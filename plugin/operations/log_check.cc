#include "operations/log_check.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace permit {

namespace {

constexpr std::size_t kHashDigits = 64;

class LogCheck {
 public:
  LogCheck(const InspectionStore& store, Head start, const OnProgress& on_progress)
      : store_(store), on_progress_(on_progress), report_{start, start, 0, {}, {}} {}

  LogReport run(std::vector<NotedHead> heads) {
    for (NotedHead& head : heads) {
      if (!follow_to(head.sequence)) return std::move(report_);
      const HeadFinding::What what = compare(head);
      report_.heads.push_back({std::move(head), what});
      if (!report_.heads.back().is_fine()) return std::move(report_);
    }
    follow_to(std::nullopt);
    return std::move(report_);
  }

 private:
  HeadFinding::What compare(const NotedHead& head) const {
    using What = HeadFinding::What;
    if (head.sequence < report_.start.sequence) return What::purged;
    if (report_.end.sequence < head.sequence) return What::cut_off;
    return head.is(report_.end) ? What::held : What::rewritten;
  }

  /// Follows the chain to that record or, without one, to the end. Returns false if there is a fault.
  bool follow_to(std::optional<Sequence> record) {
    Head& at = report_.end;
    while (!record || at.sequence < *record) {
      const auto followed = store_.follow(at, record ? *record - at.sequence : kAll);
      if (!followed && was_purged()) continue;
      if (!followed) {
        report_.fault = followed.error();
        return false;
      }
      if (followed->to == at) break;
      at = followed->to;
      report_.erased += followed->erased;
      permit::report(on_progress_, at.sequence);
    }
    return true;
  }

  /// Whether purge() has meanwhile removed the record at this point. If so, the check continues from the new start.
  bool was_purged() {
    const auto start = store_.start();
    if (!start || start->sequence <= report_.end.sequence) return false;
    report_.end = report_.start = *start;
    report_.erased = 0;
    return true;
  }

  static constexpr Sequence kAll = ~Sequence{0};

  const InspectionStore& store_;
  const OnProgress& on_progress_;
  LogReport report_;
};

}  // namespace

std::string render_head(const Head& head) { return std::to_string(head.sequence) + ':' + hex(head.chain); }

std::optional<NotedHead> parse_head(std::string_view text) {
  NotedHead head;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), head.sequence);
  if (error != std::errc() || end == text.data() + text.size() || *end != ':') return std::nullopt;
  head.hash = text.substr(static_cast<std::size_t>(end - text.data()) + 1);
  const bool is_hash =
      head.hash.size() == kHashDigits && head.hash.find_first_not_of("0123456789abcdef") == std::string::npos;
  return is_hash ? std::optional(head) : std::nullopt;
}

Result<LogEnd> log_end(const InspectionStore& store) {
  const auto head = store.head();
  if (!head) return head.error();
  LogEnd end{*head, std::nullopt};
  if (head->sequence == 0) return end;
  const auto last = store.log(head->sequence, 1);
  if (!last) return last.error();
  if (!last->empty()) end.at = last->front().at;
  return end;
}

Result<LogReport> check_log(const InspectionStore& store, std::vector<NotedHead> heads, const OnProgress& on_progress) {
  const auto start = store.start();
  if (!start) return start.error();
  std::sort(heads.begin(), heads.end(), [](const NotedHead& a, const NotedHead& b) { return a.sequence < b.sequence; });
  return LogCheck(store, *start, on_progress).run(std::move(heads));
}

}  // namespace permit
