// `make bench`: compares the library with what stock Kannel does instead, on this machine, in one run.
//
// Exit status: 0 if every target is met; 1 if one is missed or the run failed; 64 for wrong usage; 128 + n after
// signal n.
#include <charconv>
#include <cstdio>
#include <ctime>
#include <exception>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>

#include "test/bench/charts.h"
#include "test/bench/delays.h"
#include "test/bench/machine.h"
#include "test/bench/register_sizes.h"
#include "test/bench/report.h"
#include "test/bench/side_by_side.h"
#include "test/rig/page_block.h"
#include "test/rig/run_folder.h"

namespace permit::bench {
namespace {

namespace fs = std::filesystem;

constexpr int kMissed = 1;
constexpr int kUsage = 64;

constexpr const char* kHelpText =
    "bench-kannel [--rounds N] [--texts N] [--seconds N] [--quick] [--page FILE]\n"
    "Measures the library on stock Kannel next to stock services. Run it in the root of the project. It prints the\n"
    "table of targets, and writes verdict.tsv, figures.tsv, report.html and table.md below build/bench. The first run\n"
    "makes the registers that it compares there; it takes minutes and 10 GB.\n"
    "\n"
    "  --rounds N    number of turns of each contender; 5\n"
    "  --texts N     longest turn, in texts; 60000\n"
    "  --seconds N   longest turn, in seconds; 2\n"
    "  --quick       one short round: only a smoke test\n"
    "  --page FILE   write table.md into the block `fast' of that page, such as test/bench/README.md\n"
    "  --help        this\n";

struct Options {
  Effort effort;
  DelayEffort delays;
  Sizes sizes;
  std::string page;  ///< empty: none
  bool help = false;
};

std::optional<std::size_t> number(std::string_view word) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc{} || end != word.data() + word.size() || value == 0) return std::nullopt;
  return value;
}

/// Returns nothing if an option is not understood.
std::optional<Options> parse_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view option = argv[i];
    if (option == "--help") {
      options.help = true;
    } else if (option == "--quick") {
      options.effort = {.rounds = 1, .bound = {.texts = 2000, .seconds = 0.3}};
      options.delays = {.old_permits = 5'000, .rows = 20'000, .quiet = 1, .busy = 2};
      options.sizes = {.few = 1'000, .many = 10'000};
    } else if (option == "--page" && i + 1 < argc) {
      options.page = argv[++i];
    } else if (const auto value = i + 1 < argc ? number(argv[i + 1]) : std::nullopt) {
      ++i;
      if (option == "--rounds")
        options.effort.rounds = *value;
      else if (option == "--texts")
        options.effort.bound.texts = *value;
      else if (option == "--seconds")
        options.effort.bound.seconds = static_cast<double>(*value);
      else
        return std::nullopt;
    } else {
      return std::nullopt;
    }
  }
  return options;
}

void tell(const std::string& line) { std::fprintf(stderr, "%s\n", line.c_str()); }

std::string now_in_words() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  ::localtime_r(&now, &local);
  char text[64];
  std::strftime(text, sizeof text, "%e %B %Y, %H:%M", &local);
  return text;
}

std::string how_quiet(const SideBySide& found) {
  char cores[64];
  std::snprintf(cores, sizeof cores, "%.2f of %u cores", found.cores_of_others(), std::thread::hardware_concurrency());
  return std::string("Other programs, and the kernel for them, took ") + cores +
         " meanwhile. A contender that often waits for a core suffers more from them, so ratios are valid only on a "
         "quiet "
         "machine.";
}

std::vector<std::string> notes(const SideBySide& found) {
  std::vector<std::string> notes = {
      "Every text is a record of the register, so each one writes something. Requests for help or the status, and "
      "unreadable texts, get their replies at once; their records are written by the next commit. The help word "
      "represents them here.",
      "smsbox-max-pending is 1000 for all, as in our sample configuration. The database is SQLite with a write-ahead "
      "log and synchronous = FULL, run by gunicorn: as durable as the library. No contender lost a text."};
  notes.push_back(how_quiet(found));
  if (found.smpp)
    notes.push_back("Over SMPP a day's texts, 50 in flight, ran at " + in_words(found.smpp->rate(), "/s") +
                    ", median " + in_words(found.smpp->latencies.percentile(0.5), "ms") + ": bearerbox sends ten " +
                    "replies at a time to an SMPP centre (max-pending-submits), and any number to the fake SMSC.");
  return notes;
}

int run(const Options& options) {
  const fs::path results = test::build_folder() / "bench";
  fs::create_directories(results);
  const test::RunFolder folder;
  Report report;
  report.when = now_in_words();
  report.machine = describe_machine(folder.path());

  SideBySide found;
  {
    Contenders contenders(folder.path());
    found = run_side_by_side(contenders, folder.path(), options.effort, tell);
  }
  const std::vector<Delay> delays = run_delays(folder.path() / "delays", options.delays, tell);
  const RegisterSizes by_size = run_register_sizes(folder.path() / "sizes", options.sizes, options.effort, tell);
  report.verdicts = judge(found);
  for (const auto& others : {judge(delays), judge(by_size), parse_tsv(test::read_file(results / "inside.tsv"))})
    report.verdicts.insert(report.verdicts.end(), others.begin(), others.end());
  report.charts = draw_curves(found);
  report.bars = draw_bars(found);
  report.bars.push_back(draw(delays));
  report.notes = notes(found);

  test::write_file(results / "figures.tsv", render_figures(found) + render_figures(delays) + render_figures(by_size));
  test::write_file(results / "verdict.tsv", render_tsv(report.verdicts));
  const std::string table = render_rates(found) + "\n" + render_markdown(report.verdicts) + "\n" + test::today() +
                            ", " + std::to_string(options.effort.rounds) + " rounds.\n";
  test::write_file(results / "table.md", table);
  test::write_file(results / "report.html", render(report));
  std::fputs(render_table(report.verdicts).c_str(), stdout);
  std::printf("%s\n", how_quiet(found).c_str());
  std::printf("For people: %s\n", (results / "report.html").c_str());
  if (!options.page.empty())
    if (const Status written = test::replace_block(options.page, "fast", table); !written)
      throw std::runtime_error(written.error().message);
  return all_met(report.verdicts) ? 0 : kMissed;
}

}  // namespace
}  // namespace permit::bench

int main(int argc, char** argv) {
  using namespace permit::bench;
  const auto options = parse_options(argc, argv);
  if (!options || options->help) {
    std::fputs(kHelpText, options ? stdout : stderr);
    return options ? 0 : kUsage;
  }
  try {
    return run(*options);
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "%s\n", failure.what());
    return kMissed;
  }
}
