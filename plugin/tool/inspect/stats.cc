#include "tool/inspect/stats.h"

#include <signal.h>
#include <unistd.h>

#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "core/rule_set.h"
#include "metrics/exposition.h"
#include "store/instances.h"
#include "store/open.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/cli/follow.h"
#include "tool/cli/rules_at.h"
#include "tool/inspect/stats_figures.h"
#include "tool/inspect/verbs.h"

namespace permit::tool {

namespace {

constexpr timespec kBetweenLooks{.tv_sec = 1, .tv_nsec = 0};
constexpr const char* kClearScreen = "\x1b[H\x1b[J";  // ECMA-48 CUP, ED

/// Looks at a register, again and again: each time only at what has come since.
class Look {
 public:
  Look(const RegisterStore& store, std::string folder) : store_(store), folder_(std::move(folder)) {}

  /// The rules in force, and what follows from them.
  Status follow_rules() {
    const auto hash = store_.rules_in_force();
    if (!hash) return hash.error();
    if (count_ && *hash == hash_) return Done{};
    auto in_force = loaded_in_force(store_);
    if (!in_force) return in_force.error();
    in_force_ = *std::move(in_force);
    hash_ = *hash;
    count_.reset();
    return Done{};
  }

  Zone zone() const { return in_force_.rules ? in_force_.rules->zone : Zone(); }

  Result<StatsFigures> figures(Instant at) {
    const Rules& rules = in_force_.rules;
    StatsFigures figures;
    figures.folder = folder_;
    figures.zone = zone();
    figures.at = at;
    figures.rules = hash_;
    figures.paused = rules && rules->pause;
    if (!count_) count_.emplace(zone(), rules ? rules->history_from(at) : zone().start_of(zone().day(at)));
    for (const Status& status : {read_last(figures), read_history(figures), count_->count(store_, at)})
      if (!status) return status.error();
    figures.today = count_->texts();
    figures.alive = count_->alive(at);
    figures.alive_since = count_->alive_since();
    auto boxes = store_.reports();
    if (!boxes) return boxes.error();
    figures.boxes = std::move(*boxes);
    const auto size = store_.figures();
    if (!size) return size.error();
    figures.size = *size;
    look_for_what_is_wrong(figures);
    return figures;
  }

 private:
  Status read_last(StatsFigures& figures) const {
    const auto last = store_.last();
    if (!last) return last.error();
    if (*last == 0) return Done{};
    auto records = store_.log(*last, 1);
    if (!records) return records.error();
    if (!records->empty()) figures.last = std::move(records->front());
    return Done{};
  }

  Status read_history(StatsFigures& figures) const {
    const auto history = store_.rules_history();
    if (!history) return history.error();
    if (!history->empty() && history->back().hash == hash_) figures.rules_since = history->back().at;
    return Done{};
  }

  void look_for_what_is_wrong(StatsFigures& figures) const {
    if (!in_force_.rules && !in_force_.text.empty())
      figures.wrong.emplace_back("the rules in force do not compile with this version of permitctl; times are in UTC");
    bool any_runs = false;
    for (const InstanceStatus& box : figures.boxes) {
      if (!runs(box)) continue;
      any_runs = true;
      if (!box.faults.empty()) figures.wrong.push_back(named(box) + ": its rule folder does not compile");
      if (box.rules != hash_.value_or(Digest{}))
        figures.wrong.push_back(named(box) + ": it answers by other rules than the register says");
    }
    if (!any_runs) figures.wrong.emplace_back("no library runs on this register");
  }

  const RegisterStore& store_;
  const std::string folder_;
  Loaded in_force_;
  std::optional<Digest> hash_;     // of in_force_
  std::optional<DayCount> count_;  // by in_force_
};

ExitStatus print_exposition(const RegisterStore& store) {
  auto boxes = store.reports();
  if (!boxes) return complain(boxes.error().message, kUnavailable);
  std::erase_if(*boxes, [](const InstanceStatus& box) { return !runs(box); });
  const auto size = store.figures();
  if (!size) return complain(size.error().message, kUnavailable);
  std::cout << render_exposition(*boxes, *size);
  return kYes;
}

ExitStatus watch(Look& look, bool json) {
  sigset_t ends;
  sigemptyset(&ends);
  for (const int signal : {SIGINT, SIGTERM}) sigaddset(&ends, signal);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);  // it waits to be taken below
  const bool redraws = !json && isatty(STDOUT_FILENO) != 0;
  for (bool is_first = true;; is_first = false) {
    if (const Status followed = look.follow_rules(); !followed) return complain(followed.error().message, kUnavailable);
    const auto figures = look.figures(clock_now());
    if (!figures) return complain(figures.error().message, kUnavailable);
    if (!json && !is_first) std::cout << '\n';  // no terminal: blocks, an empty line between them
    if (redraws) std::cout << kClearScreen;
    std::cout << (json ? render_json(*figures, true) : render_screen(*figures)) << std::flush;
    if (!std::cout) return kNotWritten;
    if (sigtimedwait(&ends, nullptr, &kBetweenLooks) >= 0) return kYes;
  }
}

}  // namespace

ExitStatus stats(const StatsOptions& options) {
  const auto store = open_to_read(options.store);
  if (!store) return complain(store.error().message, kUnavailable);
  if (options.prometheus) return print_exposition(**store);
  Look look(**store, options.store);
  if (options.watch) return watch(look, options.json);
  if (const Status followed = look.follow_rules(); !followed) return complain(followed.error().message, kUnavailable);
  const auto at = instant_of(options.at, look.zone());
  if (!at) return kUsage;
  const auto figures = look.figures(*at);
  if (!figures) return complain(figures.error().message, kUnavailable);
  std::cout << (options.json ? render_json(*figures, false) : render_screen(*figures));
  return figures->wrong.empty() ? kYes : kNo;
}

// ---- The command line ----

void add_stats(CLI::App& app, Commands& commands) {
  const auto options = std::make_shared<StatsOptions>();
  CLI::App* verb = app.add_subcommand("stats", "Show the register and its libraries on one screen");
  commands.defaults.add_store(*verb, options->store);
  CLI::Option* at =
      verb->add_option("--at", options->at, "Local time of the service, 2020-07-21T10:00; without it now");
  at->type_name("LOCALTIME");
  CLI::Option* json = verb->add_flag("--json", options->json, "For a machine; of a watch one line a second");
  CLI::Option* watch = verb->add_flag("--watch", options->watch, "Go on, anew each second, until Ctrl-C");
  watch->excludes(at);
  verb->add_flag("--prometheus", options->prometheus,
                 "What the libraries that run count since their start, and the register's size, in Prometheus's text "
                 "format; without today's texts, so it costs nothing")
      ->excludes(json)
      ->excludes(watch)
      ->excludes(at);
  commands.push_back({verb, [=] { return stats(*options); }});
}

}  // namespace permit::tool
