#include <algorithm>
#include <cmath>
#include <iomanip>
#include <iterator>
#include <sstream>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "store/instances.h"
#include "tool/cli/follow.h"
#include "tool/inspect/stats_render.h"

namespace permit::tool {

namespace {

constexpr std::size_t kShownRows = 8;  // of a list that may be long
constexpr int kName = 10;              // columns of the name before a row
constexpr int kPart = 12;

/// Rows with a name before them.
class Screen {
 public:
  explicit Screen(const Zone& zone) : zone_(zone) { out_ << std::left; }

  std::ostream& row(std::string_view name) { return out_ << std::setw(kName) << name; }
  /// A row that belongs to the row above.
  std::ostream& part(std::string_view name) { return out_ << "  " << std::setw(kPart) << name; }

  std::string local(Instant time) const { return render_local_time(zone_.local(time)); }
  std::string local(HostTime time) const { return render_host_time(time, zone_); }
  std::string text() const { return out_.str(); }

  /// Prints the first of `rows' with `render'. Only the first row has the name.
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

/// Three significant digits; six from 1000 on.
std::string in_digits(double value) {
  std::ostringstream out;
  out << std::setprecision(value < 1000 ? 3 : 6) << value;
  return out.str();
}

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

/// Prints the most frequent first.
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

// ---- The register -------------------------------------------------------------------------------------------------

/// `1.5 GiB'.
std::string in_bytes(std::uint64_t bytes) {
  constexpr const char* kUnits[] = {"B", "KiB", "MiB", "GiB", "TiB"};
  auto value = static_cast<double>(bytes);
  std::size_t unit = 0;
  for (; value >= 1024 && unit + 1 < std::size(kUnits); ++unit) value /= 1024;
  return in_digits(value) + ' ' + kUnits[unit];
}

void print_size(Screen& screen, const RegisterFigures& size) {
  std::ostream& out = screen.row("size") << in_bytes(size.file_bytes) << " on disk, " << in_bytes(size.used_bytes)
                                         << " of a map of " << in_bytes(size.map_bytes) << ", "
                                         << counted(size.readers, "reader");
  if (size.commits_behind > 0) out << ", the oldest lags " << size.commits_behind << " commits";
  if (size.stale_readers > 0) out << ", " << size.stale_readers << " of killed programs removed";
  if (size.writer) out << ", written by " << display_name(*size.writer);
  out << '\n';
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

/// `about 1.2 ms'.
std::string in_time(double seconds) {
  if (seconds < 0.001) return in_digits(seconds * 1e6) + " us";
  return seconds < 1 ? in_digits(seconds * 1e3) + " ms" : in_digits(seconds) + " s";
}

std::string in_texts(double texts) { return in_digits(std::ceil(texts)); }  // a batch has whole texts

/// The quantiles are estimates from buckets.
void print_histogram(Screen& screen, std::string_view name, std::string_view of, const Histogram& values,
                     std::string (*render)(double)) {
  std::ostream& out = screen.part(name);
  if (values.total() == 0) {
    out << "none yet\n";
    return;
  }
  const double most = values.upper_bound();
  out << values.total() << ' ' << of << ", p50 " << render(values.quantile(0.5)) << ", p99 "
      << render(values.quantile(0.99));
  if (std::isinf(most)) {
    out << ", some more than " << render(values.bounds().back()) << '\n';
  } else {
    out << ", none more than " << render(most) << '\n';
  }
}

void print_figures(Screen& screen, const InstanceFigures& figures) {
  screen.part("texts") << rendered(figures.outcomes, true) << " since " << screen.local(figures.started) << '\n';
  print_histogram(screen, "latency", "replies", figures.latency, in_time);
  print_histogram(screen, "batches", "commits", figures.batches, in_texts);
  screen.part("waiting") << figures.waiting << " texts, " << figures.replies_held
                         << " replies that bearerbox has not taken\n";
  if (figures.failed_commits > 0)
    screen.part("failed") << figures.failed_commits << " commits, the last at " << screen.local(figures.failed_at)
                          << ": " << figures.failure << '\n';
  if (figures.writer_waits > 0)
    screen.part("held") << counted(figures.writer_waits, "time") << " by another program's write, the last at "
                        << screen.local(figures.waited_at) << " by " << display_name(figures.waited_for)
                        << (figures.is_waiting ? "; texts wait\n" : "\n");
}

void print_shadow(Screen& screen, const InstanceStatus::Shadow& shadow) {
  std::ostream& out = screen.part("shadow") << shadow.folder;
  if (shadow.rules == Digest{}) {
    out << " does not compile and is not used\n";
  } else {
    out << ", rules " << short_hash(shadow.rules) << " since " << screen.local(shadow.since) << ": "
        << shadow.texts.same << " texts the same, " << changed_of(shadow.texts) << " changed";
    if (shadow.passed_over > 0) out << ", " << shadow.passed_over << " skipped";
    out << '\n';
    for (const auto& [change, number] : shadow.texts.changed)
      screen.part("") << name(change.first) << " -> " << name(change.second) << "  " << number << '\n';
  }
  print_faults(screen, shadow.faults);
}

void print_box(Screen& screen, const InstanceStatus& box) {
  std::ostream& out = screen.row("box") << box.box << ", process " << box.process;
  if (!is_running(box)) {
    out << ", has ended\n";
    return;
  }
  if (box.rules == Digest{}) {
    out << ", has no rules yet\n";
  } else {
    out << ", answers by rules " << short_hash(box.rules) << " since " << screen.local(box.rules_since) << '\n';
  }
  screen.part("rules") << box.folder << (box.faults.empty() ? "\n" : " does not compile and is not used\n");
  print_faults(screen, box.faults);
  print_figures(screen, box.figures);
  if (box.shadow) print_shadow(screen, *box.shadow);
}

std::string in_words(const Problem& problem, const Health& health) {
  switch (problem.what) {
    case Problem::What::stale_rules:
      return "the rules in force do not compile with this version of permitctl; times are in UTC";
    case Problem::What::broken_folder:
      return display_name(health.instances[problem.instance]) + ": its rule folder does not compile";
    case Problem::What::other_rules:
      return display_name(health.instances[problem.instance]) +
             ": it answers by rules other than those in force in the register";
    case Problem::What::stopped_writer: {
      const std::string process = std::to_string(health.stopped_writer->process);
      return display_name(*health.stopped_writer) +
             ", is stopped in the middle of a write, so no text is answered: continue it (kill -CONT " + process +
             ") or end it (kill -KILL " + process + ")";
    }
    case Problem::What::none_runs:
      return "no library runs on this register";
  }
  return {};
}

}  // namespace

std::vector<std::string> problems_in_words(const Health& health) {
  std::vector<std::string> sentences;
  for (const Problem& problem : health.problems) sentences.push_back(in_words(problem, health));
  return sentences;
}

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
  screen.row("alive") << counted(figures.alive, "permit") << ", of those given since "
                      << screen.local(figures.alive_since) << '\n';
  std::ostream& rules = screen.row("rules");
  if (figures.health.rules) {
    rules << short_hash(*figures.health.rules) << " in force";
    if (figures.rules_since) rules << " since " << screen.local(*figures.rules_since);
    rules << (figures.health.paused ? ", PAUSED\n" : "\n");
  } else {
    rules << "none yet\n";
  }
  print_size(screen, figures.size);
  for (const InstanceStatus& box : figures.health.instances) print_box(screen, box);
  for (const std::string& wrong : problems_in_words(figures.health)) screen.row("WRONG") << wrong << '\n';
  return screen.text();
}

}  // namespace permit::tool
