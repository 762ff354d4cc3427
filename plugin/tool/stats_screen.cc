#include <algorithm>
#include <iomanip>
#include <sstream>
#include <utility>
#include <vector>

#include "store/box_reports.h"
#include "tool/follow.h"
#include "tool/stats_figures.h"

namespace permit::tool {

namespace {

constexpr std::size_t kShownRows = 8;  // of what may be long
constexpr int kName = 10;              // columns of what stands before a row
constexpr int kPart = 12;

/// Rows with a name before them.
class Screen {
 public:
  explicit Screen(const Zone& zone) : zone_(zone) { out_ << std::left; }

  std::ostream& row(std::string_view name) { return out_ << std::setw(kName) << name; }
  /// A row of what the row above is about.
  std::ostream& part(std::string_view name) { return out_ << "  " << std::setw(kPart) << name; }

  std::string local(Instant time) const { return render_local_time(zone_.local(time)); }
  std::string local(Moment moment) const { return render_moment(moment, zone_); }
  std::string text() const { return out_.str(); }

  /// The first of `rows', as `render' says them; the name stands before the first alone.
  template <typename Rows, typename Render>
  void parts(std::string_view name, const Rows& rows, Render render) {
    std::size_t shown = 0;
    for (const auto& each : rows) {
      if (shown == kShownRows) break;
      part(shown++ == 0 ? name : "") << render(each) << '\n';
    }
    if (rows.size() > kShownRows) part("") << "and " << rows.size() - kShownRows << " more\n";
  }

 private:
  const Zone& zone_;
  std::ostringstream out_;
};

// ---- The texts of today -------------------------------------------------------------------------------------------

/// `3 granted, 1 refused'.
std::string rendered(const OutcomeCounts& counts, bool with_zeros) {
  std::string line;
  for (const Outcome outcome : kOutcomes) {
    if (counts[outcome] == 0 && !with_zeros) continue;
    line += (line.empty() ? "" : ", ") + std::to_string(counts[outcome]) + " " + std::string(name(outcome));
  }
  return line;
}

std::string rendered(std::uint64_t texts) { return std::to_string(texts); }
std::string rendered(const OutcomeCounts& counts) { return rendered(counts, false); }

std::uint64_t sum(std::uint64_t texts) { return texts; }
std::uint64_t sum(const OutcomeCounts& counts) { return counts.sum(); }

/// The most frequent first.
template <typename Count>
void print_by(Screen& screen, std::string_view what, const std::map<std::string, Count>& counts) {
  std::vector<std::pair<std::string, Count>> rows(counts.begin(), counts.end());
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& one, const auto& other) { return sum(one.second) > sum(other.second); });
  screen.parts(what, rows, [](const auto& row) { return row.first + "  " + rendered(row.second); });
}

void print_today(Screen& screen, const DayTexts& today) {
  screen.row("today") << rendered(today.all, true) << '\n';
  print_by(screen, "purpose", today.by_purpose);
  print_by(screen, "clause", today.by_clause);
  print_by(screen, "language", today.by_language);
  for (const auto& [outcome, reasons] : today.by_reason) print_by(screen, name(outcome), reasons);
}

// ---- The libraries ------------------------------------------------------------------------------------------------

void print_faults(Screen& screen, const std::vector<std::string>& faults) {
  screen.parts("", faults, [](const std::string& fault) { return fault; });
}

std::uint64_t changed_of(const Comparison& texts) {
  std::uint64_t sum = 0;
  for (const auto& [change, number] : texts.changed) sum += number;
  return sum;
}

void print_shadow(Screen& screen, const BoxReport::Shadow& shadow) {
  std::ostream& out = screen.part("shadow") << shadow.folder;
  if (shadow.rules == Digest{}) {
    out << " does not compile and is not tried\n";
  } else {
    out << ", rules " << short_hash(shadow.rules) << " since " << screen.local(shadow.since) << ": "
        << shadow.texts.same << " texts the same, " << changed_of(shadow.texts) << " changed";
    if (shadow.passed_over > 0) out << ", " << shadow.passed_over << " passed over";
    out << '\n';
    for (const auto& [change, number] : shadow.texts.changed)
      screen.part("") << name(change.first) << " -> " << name(change.second) << "  " << number << '\n';
  }
  print_faults(screen, shadow.faults);
}

void print_box(Screen& screen, const BoxReport& box) {
  std::ostream& out = screen.row("box") << box.box << ", process " << box.process;
  if (!runs(box)) {
    out << ", has ended\n";
    return;
  }
  out << (box.rules == Digest{} ? ", has no rules yet" : ", answers by rules " + short_hash(box.rules)) << " since "
      << screen.local(box.at) << '\n';
  screen.part("rules") << box.folder << (box.faults.empty() ? "\n" : " does not compile and is not used\n");
  print_faults(screen, box.faults);
  if (box.shadow) print_shadow(screen, *box.shadow);
}

}  // namespace

std::string render_screen(const StatsFigures& figures) {
  Screen screen(figures.zone);
  screen.row("register") << figures.folder << " at " << screen.local(figures.at) << ' ' << figures.zone.name() << '\n';
  std::ostream& last = screen.row("last");
  if (figures.last) {
    last << "record " << figures.last->sequence << " of " << screen.local(figures.last->at) << '\n';
  } else {
    last << "no record yet\n";
  }
  print_today(screen, figures.today);
  screen.row("alive") << figures.alive << (figures.alive == 1 ? " permit" : " permits") << ", of those given since "
                      << screen.local(figures.alive_since) << '\n';
  std::ostream& rules = screen.row("rules");
  if (figures.rules) {
    rules << short_hash(*figures.rules) << " in force";
    if (figures.rules_since) rules << " since " << screen.local(*figures.rules_since);
    rules << (figures.paused ? ", PAUSED\n" : "\n");
  } else {
    rules << "none yet\n";
  }
  for (const BoxReport& box : figures.boxes) print_box(screen, box);
  for (const std::string& wrong : figures.wrong) screen.row("WRONG") << wrong << '\n';
  return screen.text();
}

}  // namespace permit::tool
