#include "operations/import_rows.h"

#include <algorithm>
#include <utility>

#include "core/decide/standing.h"
#include "operations/bad_row.h"
#include "operations/standing_words.h"

namespace permit {

namespace {

/// The number of rows that are sorted together. Neighbours share pages of the register; the cost of a random entry is
/// its pages.
constexpr std::size_t kRun = std::size_t{64} << 10;

std::vector<CsvColumn> columns() {
  std::vector<CsvColumn> all = standing_columns();
  for (const char* mark : {kLineColumn, kReasonColumn}) all.push_back({.name = mark, .ignored = true});
  return all;
}

}  // namespace

std::optional<std::uint64_t> References::before(const StandingPermit& permit, std::uint64_t line) {
  if (permit.reference.empty()) return std::nullopt;
  const auto [at, is_new] = lines_.try_emplace(std::hash<std::string>{}(permit.holder + '\n' + permit.reference), line);
  return is_new ? std::nullopt : std::optional(at->second);
}

ImportRows::ImportRows(const ImportFile& file, const ImportRequest& request, const RuleSet& rules,
                       ImportObserver& observer, Instant now)
    : request_(request), rules_(rules), observer_(observer), now_(now), table_(file.stream) {}

void ImportRows::add_bad(const std::string& why) {
  ++report_.bad;
  observer_.on_bad_row(table_, why);
}

Status ImportRows::read(const std::function<bool(std::uint64_t bad)>& wanted, const Take& take) {
  if (const Status header = table_.read_header(columns()); !header) {
    add_bad(Masking(rules_, false).words(header.error().message));  // may quote a row: the file may lack a header
    report_.what = ImportReport::What::no_header;
    report_.is_readable = false;
    return Done{};
  }
  if (Status begun = observer_.on_header(table_); !begun) return begun;
  while (table_.next()) {
    read_row();
    if (run_.size() == kRun)
      if (Status handed = hand_on(wanted(report_.bad), take); !handed) return handed;
    observer_.on_progress(table_.bytes_read());
  }
  report_.is_readable = !table_.is_broken();
  if (report_.is_readable && (report_.bad == 0 || request_.skip_bad)) report_.what = ImportReport::What::checked;
  return hand_on(wanted(report_.bad), take);
}

void ImportRows::read_row() {
  if (!table_.fault().empty()) return add_bad(table_.fault());
  const StandingWords words = trimmed(standing_row(table_));
  auto permit = read_standing(words, rules_);
  if (!permit) {
    std::string why = permit.error().message;
    for (const std::string& value : {words.holder, words.from, words.until, words.plate})
      why = without_value(std::move(why), value, Masking(rules_, false));
    return add_bad(why);
  }
  if (const auto line = references_.before(*permit, table_.line()))
    return add_bad("reference: `" + mask(permit->reference) + "' of this holder " + repeats(*line));
  permit->kind = request_.kind;
  permit->source = request_.source;
  permit->entered = now_;  // about when it will be entered
  count_ended(*permit);
  ++report_.good;
  run_.push_back(*std::move(permit));
}

void ImportRows::count_ended(const StandingPermit& permit) {
  const auto is_over = [&](const std::optional<Instant>& until) { return until && now_ >= *until; };
  const EffectiveEnd end = effective_end(permit, rules_);
  if (!is_over(end.until)) return;
  if (is_over(permit.period.until)) {
    ++report_.already_ended;
    return;
  }
  const std::uint64_t before = report_.switched_off ? report_.switched_off->rows : 0;
  report_.switched_off = SwitchedOff{before + 1, end.by->valid_before, end.by->clause};
}

Status ImportRows::hand_on(bool is_wanted, const Take& take) {
  Status taken = Done{};
  if (is_wanted) {
    std::stable_sort(run_.begin(), run_.end(),
                     [](const StandingPermit& one, const StandingPermit& other) { return one.holder < other.holder; });
    taken = take(run_);
  }
  run_.clear();
  return taken;
}

ImportReport ImportRows::report() const { return report_; }

}  // namespace permit
