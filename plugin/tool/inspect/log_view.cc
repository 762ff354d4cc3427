#include "tool/inspect/log_view.h"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "operations/history.h"
#include "operations/lookup.h"
#include "operations/record_view.h"
#include "tool/cli/command_rules.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/cli/owner.h"
#include "tool/cli/progress.h"
#include "tool/cli/reveal.h"
#include "tool/inspect/log_verify.h"
#include "tool/inspect/record_printer.h"
#include "tool/inspect/verbs.h"

namespace permit::tool {

namespace {

constexpr auto kPollInterval = std::chrono::milliseconds(200);

/// The command with its options, as --reveal logs it.
std::string command_of(const LogViewOptions& options) {
  return "log" + (options.by.empty() ? "" : " --" + options.by) + with_option("since", options.since) +
         with_option("until", options.until) + with_option("at", options.at) +
         with_option("last", options.last ? std::to_string(*options.last) : "") + (options.acts ? " --acts" : "") +
         (options.follow ? " --follow" : "");
}

HistoryFilter filter_of(const LogViewOptions& options, const std::string& key) {
  HistoryFilter filter{.by = {}, .key = key, .only_acts = options.acts};
  if (!options.by.empty()) filter.by = subject_named(options.by);
  return filter;
}

class LogView {
 public:
  /// `key` is as the register writes it, or empty.
  LogView(const LogViewOptions& options, const OpenRegister& opened, std::string key)
      : options_(options),
        store_(*opened.store),
        rules_(opened.rules),
        key_(std::move(key)),
        history_(store_, filter_of(options, key_)),
        masking_(*rules_, options.reveal, {key_}),
        printer_(rules_->zone) {}

  /// Returns kUsage for a time that cannot be read.
  ExitStatus run() {
    std::optional<Instant> until;
    LogRange range;
    if (const ExitStatus found = find_range(range, until); found != kYes) return found;
    if (!options_.at.empty()) return print_answer(range);
    const ExitStatus printed = options_.last ? print_last(range) : print(range);
    if (printed != kYes || !options_.follow) return printed;
    for (; !until || clock_now() < *until; std::this_thread::sleep_for(kPollInterval)) {
      std::cout << std::flush;
      const Sequence seen = range.last;
      if (const ExitStatus found = find_range(range, until); found != kYes) return found;
      range.first = seen + 1;
      if (const ExitStatus gone_on = print(range); gone_on != kYes) return gone_on;
      range.last = std::max(range.last, seen);
    }
    return kYes;
  }

 private:
  ExitStatus find_range(LogRange& range, std::optional<Instant>& until) const {
    std::optional<Instant> since;
    if (!options_.since.empty()) {
      since = instant_of(options_.since, rules_->zone);
      if (!since) return kUsage;
    }
    if (const std::string& end = options_.at.empty() ? options_.until : options_.at; !end.empty()) {
      until = instant_of(end, rules_->zone);
      if (!until) return kUsage;
      if (!options_.at.empty()) *until += precision_of(end);
    }
    const auto found = log_range(store_, since, until);
    if (!found) return complain(found.error().message, kUnavailable);
    range = *found;
    return kYes;
  }

  RecordView seen(const Record& record) const { return view(record, masking_, *rules_); }

  void print(const Record& record) const {
    if (options_.json) {
      std::cout << printer_.json(seen(record)).dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)
                << '\n';
    } else {
      std::cout << printer_.line(seen(record)) << '\n';
    }
  }

  ExitStatus print(LogRange range) const {
    while (!range.empty() && std::cout) {
      const auto records = history_.next(range);
      if (!records) return complain(records.error().message, kUnavailable);
      for (const Record& record : *records) print(record);
    }
    return kYes;
  }

  static Progress search_of(const LogRange& range) {
    return Progress("searching the log", range.empty() ? 0 : range.last - range.first);
  }

  ExitStatus print_last(const LogRange& range) const {
    const auto records = [&] {
      Progress progress = search_of(range);
      return history_.last(range, *options_.last, progress.callback());
    }();
    if (!records) return complain(records.error().message, kUnavailable);
    for (const Record& record : *records) print(record);
    return kYes;
  }

  ExitStatus print_answer(const LogRange& range) const {
    const auto text = [&] {
      Progress progress = search_of(range);
      return history_.last_text(range, progress.callback());
    }();
    if (!text) return complain(text.error().message, kUnavailable);
    if (!*text) {
      std::cout << "no text of " << options_.by << ' ' << key_ << " up to " << options_.at << '\n';
      return kNo;
    }
    if (options_.json) {
      print(**text);
    } else {
      std::cout << printer_.answer(seen(**text), rules_of(store_, **text, rules_).get());
    }
    return kYes;
  }

  const LogViewOptions& options_;
  const InspectionStore& store_;
  const Rules rules_;
  const std::string key_;
  const History history_;
  const Masking masking_;
  const RecordPrinter printer_;
};

}  // namespace

ExitStatus view_log(const LogViewOptions& options) {
  if (!options.at.empty() && options.by.empty())
    return complain("--at prints the answer to one person; add --document, --plate or --phone", kUsage);
  const auto opened = open_register_as_owner(options.store, options.rules, access_to_show(options.reveal));
  if (!opened) return complain(opened.error());
  std::string key;
  if (!options.by.empty()) {
    auto read = read_subject(*opened->store, *opened->rules, subject_named(options.by), options.key, clock_now());
    if (!read) return complain(read.error());
    key = std::move(*read);
  }
  if (options.reveal)
    if (const auto noted = note_reveal(*opened->store, command_of(options), key); noted != kYes) return noted;
  return LogView(options, *opened, std::move(key)).run();
}

// ---- The command line ----

void add_log(Verb app, Commands& commands) {
  Verb log = app.add_verb("log", "Print the register's history: every text with its answer, and every change by hand");
  log.allow_verb();
  add_log_verify(log, commands);  // before `log', which is named on such a command line, too
  const auto options = std::make_shared<LogViewOptions>();
  std::vector<Option> names;
  for (const char* by : {"document", "plate", "phone"}) {
    const auto take = [=](const std::string& key) {
      options->by = by;
      options->key = key;
    };
    Option name =
        log.add_option_call(std::string("--") + by, take, std::string("Print only records that name this ") + by);
    name.type_name("KEY");
    for (const Option& other : names) name.excludes(other);
    names.push_back(name);
  }
  log.add_option("--since", options->since, "Start at this local time, such as 2020-07-21T10:00")
      .type_name("LOCALTIME");
  Option until = log.add_option("--until", options->until, "End at this local time");
  until.type_name("LOCALTIME");
  Option at =
      log.add_option("--at", options->at, "Print the last text up to this local time, with its complete answer");
  Option last = log.add_option("-n,--last", options->last, "Print only this many of the last records");
  last.positive();
  Option follow = log.add_flag("-f,--follow", options->follow, "Keep printing new records");
  Option acts = log.add_flag("--acts", options->acts, "Print only changes by hand, no texts");
  at.type_name("LOCALTIME").excludes(until).excludes(last).excludes(follow).excludes(acts);
  log.add_flag("--json", options->json, "Print JSON, one object per line");
  log.add_flag("--reveal", options->reveal, "Print all personal data, and lists; this is logged with your name");
  log.add_option("--rules", options->rules, "Rule folder with the time zone; default: the rules in force")
      .type_name("DIR");
  commands.defaults.add_store(log, options->store);
  commands.push_back({log, [=] { return view_log(*options); }});
}

}  // namespace permit::tool
