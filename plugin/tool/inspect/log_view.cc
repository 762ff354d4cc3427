#include "tool/inspect/log_view.h"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "operations/lookup.h"
#include "operations/open_register.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/cli/progress.h"
#include "tool/cli/reveal.h"
#include "tool/cli/rules_at.h"
#include "tool/inspect/log_verify.h"
#include "tool/inspect/record_view.h"
#include "tool/inspect/verbs.h"

namespace permit::tool {

namespace {

constexpr Sequence kPage = 1'000;
constexpr Sequence kSearched = 20'000;  // records a page when only those of somebody are wanted
constexpr auto kLook = std::chrono::milliseconds(200);

/// The records from `first` to `last', both included, of those that are wanted.
struct Range {
  Sequence first = 1;
  Sequence last = 0;

  bool empty() const { return first > last; }
};

/// The register, and whom or what somebody asks about as the register writes it.
struct LookupContext : OpenRegister {
  std::string key{};
};

/// As it stands in the log when it reveals.
std::string command_of(const LogViewOptions& options) {
  return "log" + (options.by.empty() ? "" : " --" + options.by) + with_option("since", options.since) +
         with_option("until", options.until) + with_option("at", options.at) +
         with_option("last", options.last ? std::to_string(*options.last) : "") + (options.acts ? " --acts" : "") +
         (options.follow ? " --follow" : "");
}

class LogView {
 public:
  LogView(const LogViewOptions& options, const LookupContext& context)
      : options_(options),
        inquiry_(context),
        view_(*context.rules, Masking(options.reveal, context.key), options.reveal) {}

  /// kUsage for a time that is none.
  ExitStatus run() {
    std::optional<Instant> until;
    Range range;
    if (const ExitStatus found = find_range(range, until); found != kYes) return found;
    if (!options_.at.empty()) return print_answer(range);
    const ExitStatus printed = options_.last ? print_last(range) : print(range);
    if (printed != kYes || !options_.follow) return printed;
    for (; !until || clock_now() < *until; std::this_thread::sleep_for(kLook)) {
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
  /// A minute that is named without seconds is meant to its end.
  static std::chrono::seconds meant(const std::string& at) {
    const bool has_seconds = std::count(at.begin(), at.end(), ':') == 2;
    return std::chrono::seconds(has_seconds ? 1 : 60);
  }

  ExitStatus find_range(Range& range, std::optional<Instant>& until) {
    const Zone& zone = inquiry_.rules->zone;
    const auto start = inquiry_.store->start();
    const auto head = inquiry_.store->head();
    if (!start || !head) return complain((start ? head.error() : start.error()).message, kUnavailable);
    range = {start->sequence + 1, head->sequence};
    if (!options_.since.empty()) {
      const auto since = instant_of(options_.since, zone);
      if (!since) return kUsage;
      const auto first = inquiry_.store->first_at(*since);
      if (!first) return complain(first.error().message, kUnavailable);
      range.first = *first;
    }
    if (const std::string& end = options_.at.empty() ? options_.until : options_.at; !end.empty()) {
      until = instant_of(end, zone);
      if (!until) return kUsage;
      if (!options_.at.empty()) *until += meant(end);
      const auto behind = inquiry_.store->first_at(*until);
      if (!behind) return complain(behind.error().message, kUnavailable);
      range.last = *behind - 1;
    }
    return kYes;
  }

  Sequence page() const { return options_.by.empty() && !options_.acts ? kPage : kSearched; }

  bool is_wanted(const Record& record) const {
    if (options_.acts && record.text()) return false;
    return options_.by.empty() || names(record, subject_named(options_.by), inquiry_.key);
  }

  Result<std::vector<Record>> wanted(const Range& range) const {
    const InspectionStore& store = *inquiry_.store;
    auto records = options_.by.empty() ? store.log(range.first, range.last - range.first + 1)
                                       : store.log_holding(inquiry_.key, range.first, range.last);
    if (!records) return records;
    // Where the first are purged meanwhile, as many come from behind the last.
    std::erase_if(*records, [&](const Record& record) { return record.sequence > range.last || !is_wanted(record); });
    return records;
  }

  void print(const Record& record) const {
    if (options_.json) {
      std::cout << view_.json(record).dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
    } else {
      std::cout << view_.line(record) << '\n';
    }
  }

  ExitStatus print(Range range) const {
    for (; !range.empty() && std::cout; range.first += page()) {
      const auto records = wanted({range.first, std::min(range.last, range.first + page() - 1)});
      if (!records) return complain(records.error().message, kUnavailable);
      for (const Record& record : *records) print(record);
    }
    return kYes;
  }

  /// From the last one backwards, until `take' has had enough.
  template <typename Take>
  Status backwards(Range range, Take take) const {
    Progress progress("searching the log", range.empty() ? 0 : range.last - range.first);
    for (const Sequence end = range.last; !range.empty();) {
      const Sequence first = range.last - range.first < page() ? range.first : range.last - page() + 1;
      auto records = wanted({first, range.last});
      if (!records) return records.error();
      std::reverse(records->begin(), records->end());
      for (Record& record : *records)
        if (take(record)) return Done{};
      range.last = first - 1;
      progress.at(end - range.last);
    }
    return Done{};
  }

  ExitStatus print_last(const Range& range) const {
    std::vector<Record> records;
    const Status found = backwards(range, [&](Record& record) {
      if (records.size() < *options_.last) records.push_back(std::move(record));
      return records.size() >= *options_.last;
    });
    if (!found) return complain(found.error().message, kUnavailable);
    std::for_each(records.rbegin(), records.rend(), [&](const Record& record) { print(record); });
    return kYes;
  }

  ExitStatus print_answer(const Range& range) const {
    std::optional<Record> text;
    const Status found = backwards(range, [&](Record& record) {
      if (record.text()) text = std::move(record);
      return text.has_value();
    });
    if (!found) return complain(found.error().message, kUnavailable);
    if (!text) {
      std::cout << "no text of " << options_.by << ' ' << inquiry_.key << " up to " << options_.at << '\n';
      return kNo;
    }
    if (options_.json) {
      print(*text);
    } else {
      std::cout << view_.answer(*text, rules_of(*text).get());
    }
    return kYes;
  }

  /// Null when they are gone, or do not compile any more.
  Rules rules_of(const Record& record) const {
    if (record.rules == inquiry_.rules->hash) return inquiry_.rules;
    auto text = inquiry_.store->rules(record.rules);
    return text && *text ? compile(std::move(**text)).rules : nullptr;
  }

  const LogViewOptions& options_;
  const LookupContext& inquiry_;
  const RecordView view_;
};

}  // namespace

ExitStatus view_log(const LogViewOptions& options) {
  if (!options.at.empty() && options.by.empty())
    return complain("--at asks for the answer that somebody got; name him with --document, --plate or --phone", kUsage);
  auto opened = open_register(options.store, options.rules, to_look(options.reveal));
  if (!opened) return complain(opened.error());
  LookupContext context{std::move(*opened)};
  if (!options.by.empty()) {
    auto key = read_key(*context.store, *context.rules, subject_named(options.by), options.key, clock_now());
    if (!key) return complain(key.error());
    context.key = *std::move(key);
  }
  if (options.reveal)
    if (const auto noted = note_reveal(*context.store, command_of(options), context.key); noted != kYes) return noted;
  return LogView(options, context).run();
}

// ---- The command line ----

void add_log(CLI::App& app, Commands& commands) {
  CLI::App* log = app.add_subcommand("log", "The register's history: every text with its answer, and every act");
  log->require_subcommand(0, 1);
  add_log_verify(*log, commands);  // before `log' itself, which was read as well
  const auto options = std::make_shared<LogViewOptions>();
  CLI::Option* named = nullptr;
  for (const char* by : {"document", "plate", "phone"}) {
    const auto name = [=](const std::string& key) {
      options->by = by;
      options->key = key;
    };
    CLI::Option* option =
        log->add_option_function<std::string>(std::string("--") + by, name, std::string("Only what names this ") + by);
    option->type_name("KEY");
    if (named) option->excludes(named);
    named = option;
  }
  log->get_option("--phone")->excludes("--document");
  log->add_option("--since", options->since, "From this local time on, 2020-07-21T10:00")->type_name("LOCALTIME");
  CLI::Option* until = log->add_option("--until", options->until, "Up to this local time");
  until->type_name("LOCALTIME");
  CLI::Option* at = log->add_option("--at", options->at, "The last text by then, with the whole answer that it got");
  CLI::Option* last = log->add_option("-n,--last", options->last, "Only the last so many");
  last->check(CLI::PositiveNumber);
  CLI::Option* follow = log->add_flag("-f,--follow", options->follow, "Go on with what comes");
  CLI::Option* acts = log->add_flag("--acts", options->acts, "Only what was done by hand, no texts");
  at->type_name("LOCALTIME")->excludes(until)->excludes(last)->excludes(follow)->excludes(acts);
  log->add_flag("--json", options->json, "For a machine, one object a line");
  log->add_flag("--reveal", options->reveal, "Print all personal data, and lists; stands in the log with your name");
  log->add_option("--rules", options->rules, "Rules that tell the time zone; without it those in force")
      ->type_name("DIR");
  commands.defaults.add_store(*log, options->store);
  commands.push_back({log, [=] { return view_log(*options); }});
}

}  // namespace permit::tool
