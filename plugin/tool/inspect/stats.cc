#include "tool/inspect/stats.h"

#include <signal.h>
#include <unistd.h>

#include <iostream>
#include <memory>
#include <string>

#include "operations/stats.h"
#include "tool/cli/command_rules.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/cli/owner.h"
#include "tool/cli/progress.h"
#include "tool/inspect/stats_render.h"
#include "tool/inspect/verbs.h"

namespace permit::tool {

namespace {

constexpr timespec kPollInterval{.tv_sec = 1, .tv_nsec = 0};
constexpr const char* kClearScreen = "\x1b[H\x1b[J";  // ECMA-48 CUP, ED

ExitStatus print_exposition(const RegisterStore& store) {
  const auto text = exposition(store);
  if (!text) return complain(text.error().message, kUnavailable);
  std::cout << *text;
  return kYes;
}

Result<StatsFigures> read_figures(StatsReader& reader, Instant at) {
  const auto records = reader.records_to_read(at);
  if (!records) return records.error();
  Progress progress("counting texts", *records);
  return reader.figures(at, progress.callback());
}

ExitStatus watch(StatsReader& reader, bool json) {
  sigset_t ends;
  sigemptyset(&ends);
  for (const int signal : {SIGINT, SIGTERM}) sigaddset(&ends, signal);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);  // sigtimedwait() takes it below
  const bool redraws = !json && isatty(STDOUT_FILENO) != 0;
  for (bool is_first = true;; is_first = false) {
    if (const Status followed = reader.follow_rules(); !followed)
      return complain(followed.error().message, kUnavailable);
    const auto figures = read_figures(reader, clock_now());
    if (!figures) return complain(figures.error().message, kUnavailable);
    if (!json && !is_first) std::cout << '\n';  // without a terminal: an empty line between the blocks
    if (redraws) std::cout << kClearScreen;
    std::cout << (json ? render_json(*figures, true) : render_screen(*figures)) << std::flush;
    if (!std::cout) return kNotWritten;
    if (sigtimedwait(&ends, nullptr, &kPollInterval) >= 0) return kYes;
  }
}

}  // namespace

ExitStatus stats(const StatsOptions& options) {
  const auto store = open_to_read_as_owner(options.store);
  if (!store) return complain(store.error().message, kUnavailable);
  if (options.prometheus) return print_exposition(**store);
  StatsReader reader(**store, options.store);
  if (options.watch) return watch(reader, options.json);
  if (const Status followed = reader.follow_rules(); !followed) return complain(followed.error().message, kUnavailable);
  const auto at = instant_of(options.at, reader.zone());
  if (!at) return kUsage;
  const auto figures = read_figures(reader, *at);
  if (!figures) return complain(figures.error().message, kUnavailable);
  std::cout << (options.json ? render_json(*figures, false) : render_screen(*figures));
  return figures->health.is_good() ? kYes : kNo;
}

// ---- The command line ----

void add_stats(Verb app, Commands& commands) {
  const auto options = std::make_shared<StatsOptions>();
  Verb verb = app.add_verb("stats", "Show the register and the smsboxes that use it on one screen");
  commands.defaults.add_store(verb, options->store);
  Option at = verb.add_option("--at", options->at, "Local time of the service, such as 2020-07-21T10:00; default: now");
  at.type_name("LOCALTIME");
  Option json = verb.add_flag("--json", options->json, "Print JSON; with --watch one object per line");
  Option watch = verb.add_flag("--watch", options->watch, "Refresh each second until Ctrl-C");
  watch.excludes(at);
  verb.add_flag("--prometheus", options->prometheus,
                "Print the counters of the running libraries and the register's size in Prometheus's text format; "
                "fast, because it does not count today's texts")
      .excludes(json)
      .excludes(watch)
      .excludes(at);
  commands.push_back({verb, [=] { return stats(*options); }});
}

}  // namespace permit::tool
