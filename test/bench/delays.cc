#include "test/bench/delays.h"

#include <chrono>
#include <cstdio>
#include <fstream>
#include <utility>

#include "test/rig/rule_copy.h"

namespace permit::bench {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using test::Process;
using test::RigFailure;

constexpr double kLongest = 10;        // milliseconds
constexpr std::size_t kInFlight = 50;  // bounds the size of a batch
constexpr std::size_t kCrowd = 1000;   // while nothing is measured
constexpr auto kReloads = std::chrono::milliseconds(250);
constexpr double kNoEnd = 1e9;
constexpr const char* kNothing = "nothing";
constexpr const char* kToday = "2020-07-21";
constexpr const char* kLongAgo = "2020-07-06";  // too old for a limit to count or an SMSC to deliver again
constexpr const char* kPurgedBefore = "2020-07-08";

std::string formatted(const char* format, double value) {
  char text[64];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

class Register {
 public:
  Register(const fs::path& folder, const DelayEffort& effort, const std::function<void(const std::string&)>& tell)
      : folder_((fs::create_directories(folder), folder)),
        effort_(effort),
        tell_(tell),
        rules_(folder / "rules"),
        rig_(folder / "kannel", {.max_pending = 1000, .rules = rules_.path(), .rehearse_at = ""}),
        load_(rig_, rig_.fake(), "8103", permits_, "99457") {
    // Commands use the machine's clock, so the decree must be in force today.
    rules_.shift_to_today(kToday);
    grow();
  }

  std::vector<Delay> measure();

 private:
  void grow();
  Delay during(const std::string& what, const std::function<bool()>& goes_on);
  Delay during_command(const std::string& what, const std::vector<std::string>& verb, double at_least);
  Process start(const std::vector<std::string>& verb) const;
  void reload();
  fs::path write_rows() const;

  fs::path folder_;
  const DelayEffort effort_;
  const std::function<void(const std::string&)>& tell_;
  test::RuleCopy rules_;
  test::KannelRig rig_;
  NewDocuments permits_{7};
  Load load_;
  std::size_t reloads_ = 0;
};

// Adds permits of a day long ago, for the purge, and equally many of today.
void Register::grow() {
  tell_("a register with " + std::to_string(effort_.old_permits) + " permits of long ago, and as many of today");
  const Bound bound{.texts = effort_.old_permits, .seconds = kNoEnd};
  const std::string long_ago = rules_.moved(std::string(kLongAgo) + "T10:00");
  rules_.begin_register(rig_.permit_plan().store, long_ago);
  rig_.set_clock(long_ago);
  rig_.start();
  load_.run(kCrowd, bound);
  rig_.smsbox().kill_group();
  rig_.set_clock("");
  rig_.start_smsbox();
  rig_.wait_until_ready();
  load_.run(kCrowd, bound);
}

std::vector<Delay> Register::measure() {
  std::vector<Delay> delays;
  const auto until = [&](double seconds) {
    return [this, seconds, end = Clock::time_point()]() mutable {
      if (end == Clock::time_point()) end = Clock::now() + std::chrono::microseconds(static_cast<long>(seconds * 1e6));
      return Clock::now() < end;
    };
  };
  // Shows the effect of other work on this machine.
  delays.push_back(during(kNothing, until(effort_.busy)));
  delays.push_back(
      during("a reload of the rules", [this, goes_on = until(effort_.busy), next = Clock::time_point()]() mutable {
        if (Clock::now() >= next) {
          reload();
          next = Clock::now() + kReloads;
        }
        return goes_on();
      }));
  delays.back().what += " (" + std::to_string(reloads_) + " of them)";
  delays.push_back(during_command("a backup", {"store", "backup"}, effort_.busy));
  delays.push_back(during_command("a purge of " + std::to_string(effort_.old_permits) + " texts",
                                  {"purge", "--before", rules_.moved(kPurgedBefore), "--rules", rules_.path()}, 0));
  delays.push_back(during_command("an import of " + std::to_string(effort_.rows) + " rows",
                                  {"import", "work", write_rows(), "--rules", rules_.path()}, 0));
  return delays;
}

Delay Register::during(const std::string& what, const std::function<bool()>& goes_on) {
  tell_("during " + what);
  const Bound quiet{.texts = ~std::size_t{0}, .seconds = effort_.quiet};
  Delay delay{.what = what, .without = load_.run(kInFlight, quiet), .with = {}};
  delay.with = load_.run_while(kInFlight, goes_on);
  const Measured after = load_.run(kInFlight, quiet);
  delay.without.texts += after.texts;
  delay.without.seconds += after.seconds;
  delay.without.latencies.add(after.latencies);
  tell_("  adds " + in_words(delay.added(), "ms") + formatted(" in %.1f s", delay.with.seconds));
  return delay;
}

// Repeats the command until `at_least` seconds are over. Copies stay until the end, because removing one would delay
// texts too.
Delay Register::during_command(const std::string& what, const std::vector<std::string>& verb, double at_least) {
  const bool copies = verb.back() == "backup";
  Process process;
  std::size_t runs = 0;
  Clock::time_point begin;
  const Delay delay = during(what, [&] {
    if (process.running()) return true;
    if (process.pid() > 0 && process.exit_status() != 0)
      throw RigFailure("permitctl " + verb.front() + " failed\n" + test::tail_of(folder_ / "permitctl.out", 5));
    if (runs == 0) begin = Clock::now();
    if (runs > 0 && std::chrono::duration<double>(Clock::now() - begin).count() >= at_least) return false;
    std::vector<std::string> arguments = verb;
    ++runs;
    if (copies) arguments.push_back(folder_ / ("copy-" + std::to_string(runs)));
    process = start(arguments);
    return true;
  });
  return delay;
}

Process Register::start(const std::vector<std::string>& verb) const {
  std::vector<std::string> arguments = {test::build_folder() / "permitctl"};
  arguments.insert(arguments.end(), verb.begin(), verb.end());
  arguments.insert(arguments.end(), {"--store", rig_.permit_plan().store});
  return Process({.arguments = arguments, .output = folder_ / "permitctl.out"});
}

// Changes the text of the help reply, and changes it back.
void Register::reload() {
  constexpr const char* one = "\"help\">Kod 1";
  constexpr const char* other = "\"help\">Kodlar 1";
  const bool back = reloads_++ % 2 == 1;
  rules_.replace("service.xml", back ? other : one, back ? one : other);
}

fs::path Register::write_rows() const {
  const fs::path file = folder_ / "staff.csv";
  std::ofstream rows(file);
  rows << "holder,from,until,activity,reference,issuer\n";
  const std::string period = rules_.moved("2020-07-21T00:00,2020-08-04T00:00");
  for (std::size_t row = 0; row < effort_.rows; ++row) {
    char holder[16];
    std::snprintf(holder, sizeof holder, "AZE9%07zu", row * 6'180'339 % 10'000'000);
    rows << holder << "," << period << ",trade," << row << ",Acme\n";
  }
  return file;
}

}  // namespace

std::optional<double> Delay::added() const {
  const auto alone = without.latencies.percentile(0.999);
  if (!alone || with.latencies.count() == 0) return std::nullopt;
  return std::max(0.0, with.latencies.percentile(0.999).value_or(with.latencies.longest()) - *alone);
}

std::vector<Delay> run_delays(const fs::path& folder, const DelayEffort& effort,
                              const std::function<void(const std::string&)>& tell) {
  return Register(folder, effort, tell).measure();
}

std::vector<Verdict> judge(const std::vector<Delay>& delays) {
  const auto described = [](const Measured& measured) {
    if (measured.latencies.count() == 0) return std::string("no text");
    return "p50 " + in_words(measured.latencies.percentile(0.5), "ms") + ", p99.9 " +
           in_words(measured.latencies.percentile(0.999), "ms") + ", longest " +
           in_words(measured.latencies.longest(), "ms") + formatted(", %.0f texts/s", measured.rate());
  };
  std::vector<Verdict> verdicts;
  std::string chance;
  for (const Delay& delay : delays) {
    if (delay.what == kNothing) {
      chance = "; chance alone adds " + in_words(delay.added(), "ms");
      continue;
    }
    verdicts.push_back(at_most("what " + delay.what + " adds to a text (p99.9)", kLongest, "ms", delay.added(),
                               formatted("%.1f s, 50 in flight: ", delay.with.seconds) + described(delay.with) +
                                   "; without it " + described(delay.without) + chance));
  }
  return verdicts;
}

std::string render_figures(const std::vector<Delay>& delays) {
  std::string tsv;
  for (const Delay& delay : delays)
    for (const auto& [name, measured] : {std::pair("with", &delay.with), {"without", &delay.without}})
      for (const auto& [share, label] : {std::pair(0.5, "p50"), {0.99, "p99"}, {0.999, "p99.9"}})
        if (const auto value = measured->latencies.percentile(share)) {
          const std::string figure = formatted("%.6g", *value);
          tsv += name + (" " + delay.what) + ": " + label + "\t" + figure + "\tms\t" + figure + "\t" + figure + "\n";
        }
  return tsv;
}

Bars draw(const std::vector<Delay>& delays) {
  Bars bars{.title = "The effect of other work of the operator.",
            .about = "999 of 1,000 texts were answered within this time during the work; 50 in flight.",
            .bars = {}};
  for (const Delay& delay : delays)
    if (delay.with.latencies.count() > 0) {
      const double value = delay.with.latencies.percentile(0.999).value_or(delay.with.latencies.longest());
      bars.bars.push_back({.name = delay.what, .value = value, .label = formatted("%.1f ms", value)});
    }
  return bars;
}

}  // namespace permit::bench
