#include "tool/rules/replay.h"

#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>
#include <utility>

#include "core/decide/decide.h"
#include "store/memory_store.h"
#include "tool/cli/command_rules.h"
#include "tool/cli/commands.h"
#include "tool/cli/complain.h"
#include "tool/cli/follow.h"
#include "tool/cli/owner.h"
#include "tool/cli/progress.h"
#include "tool/rules/as_of.h"
#include "tool/rules/batch.h"
#include "tool/rules/local_service.h"
#include "tool/rules/replay_report.h"
#include "tool/rules/verbs.h"

namespace permit::tool {

namespace {

constexpr std::size_t kPage = 1000;
constexpr std::chrono::days kReplayed{1};  // without --since

/// One set of rules with its own register in memory.
class Side {
 public:
  /// `before` is the register before the first text; null: an empty register.
  Side(Rules rules, const Register* before) : register_(before), service_(std::move(rules), register_) {}

  const RuleSet& rules() const { return service_.rules(); }

  Result<Entry> decide(const Text& text, Instant now) {
    const RuleSet& rules = service_.rules();
    const LocalDay today = rules.zone.day(now);
    if (today != day_) register_.forget_before(rules.history_from(now));  // memory holds only the permits that matter
    day_ = today;
    return service_.hand_in(text, now);
  }

 private:
  MemoryStore register_;
  LocalService service_;
  LocalDay day_{};
};

class Replay {
 public:
  Replay(Rules running, Rules wanted, const Register* before)
      : report_(running->zone), running_(std::move(running), before), wanted_(std::move(wanted), before) {}

  Status add(const Text& text, Instant now) {
    const auto before = running_.decide(text, now);
    if (!before) return before.error();
    const auto after = wanted_.decide(text, now);
    if (!after) return after.error();
    report_.add(*before, *after, clause_between(*before, *after));
    return Done{};
  }

  void add_unread() { report_.add_unread(); }

  const ReplayReport& report() const { return report_; }

 private:
  /// The clause that explains a change: that of the decision by the wanted rules; if the end differs, that of the ban
  /// or the hours that cut the period.
  std::string clause_between(const Entry& before, const Entry& after) const {
    if (before.period && after.period && before.period->until != after.period->until) {
      if (const auto cut = cut_of(after.purpose, *after.period, wanted_.rules())) return cut->by.clause;
      if (const auto cut = cut_of(before.purpose, *before.period, running_.rules())) return cut->by.clause;
    }
    return after.clause.empty() ? before.clause : after.clause;
  }

  ReplayReport report_;
  Side running_;
  Side wanted_;
};

// ---- The log ------------------------------------------------------------------------------------------------------

/// The first record of `since` or later; one past the last if there is none.
Result<Sequence> first_since(const Register& store, Instant since, Sequence last) {
  Sequence first = 1;
  for (Sequence end = last + 1; first < end;) {  // the times of the log never go back
    const Sequence middle = first + (end - first) / 2;
    const auto records = store.log(middle, 1);
    if (!records) return records.error();
    if (records->empty() || records->front().at >= since) {
      end = middle;
    } else {
      first = middle + 1;
    }
  }
  return first;
}

Status replay_log(const Register& store, Sequence first, Sequence last, Replay& replay) {
  Progress progress("replaying", last - first + 1);
  for (Sequence at = first; at <= last;) {
    const auto page = store.log(at, std::min<Sequence>(kPage, last - at + 1));
    if (!page) return page.error();
    if (page->empty()) break;
    for (const Record& record : *page) {
      const Entry* entry = record.text();
      if (Status added = entry ? replay.add(entry->text, entry->decided) : Done{}; !added) return added;
      at = record.sequence + 1;
      progress.update(at - first);
    }
  }
  return Done{};
}

/// Prints the report.
ExitStatus conclude(const Replay& replay, const ReplayOptions& options) {
  const ReplayReport& report = replay.report();
  std::cout << (options.json ? report.render_json() : report.render());
  return report.changes() == 0 ? kYes : kNo;
}

ExitStatus replay_register(const ReplayOptions& options, const Register& store, const Rules& running,
                           const Rules& wanted) {
  const auto last = store.last();
  if (!last) return complain(last.error().message, kUnavailable);
  const auto decided = store.last_decided();
  if (!decided) return complain(decided.error().message, kUnavailable);
  Instant since = *decided == Instant::min() ? *decided : *decided - kReplayed;
  if (!options.since.empty()) {
    const auto asked = instant_of(options.since, running->zone);
    if (!asked) return kUsage;
    since = *asked;
  }
  const auto first = first_since(store, since, *last);
  if (!first) return complain(first.error().message, kUnavailable);

  const AsOf before(store, *first - 1);
  Replay replay(running, wanted, &before);
  const Status replayed = replay_log(store, *first, *last, replay);
  return replayed ? conclude(replay, options) : complain(replayed.error().message, kUnavailable);
}

// ---- A batch ------------------------------------------------------------------------------------------------------

ExitStatus replay_lines(std::istream& lines, const ReplayOptions& options, const Rules& running, const Rules& wanted) {
  Replay replay(running, wanted, nullptr);
  ExitStatus status = kYes;
  for (BatchReader reader(lines); reader.next();) {
    const auto& line = reader.line();
    if (!line) {
      std::cerr << reader.complaint() << '\n';
      replay.add_unread();
      status = kBrokenInput;
      continue;
    }
    const Instant now = running->zone.instant(line->at);
    if (Status added = replay.add(new_text(line->text, line->sender, running->number, now), now); !added)
      return complain(added.error().message, kUnavailable);
  }
  if (lines.bad()) return complain("the texts could not be read completely", kBrokenInput);
  const ExitStatus found = conclude(replay, options);
  return status == kYes ? found : status;
}

}  // namespace

ExitStatus replay(const ReplayOptions& options) {
  const Rules wanted = rules_from(options.rules);
  if (!wanted) return kBrokenInput;
  std::optional<BatchFile> batch;
  if (options.batch) batch.emplace(*options.batch);
  if (batch && !batch->is_open()) return complain(batch->fault(), kUsage);
  Rules running;
  if (!options.running.empty())
    if (const ExitStatus chosen = choose_rules(options.running, nullptr, "--running", running); chosen != kYes)
      return chosen;
  std::unique_ptr<RegisterStore> store;
  if (!batch || !running) {
    auto opened = open_to_read_as_owner(options.store);
    if (!opened) return complain(opened.error().message, kUnavailable);
    store = std::move(*opened);
  }
  if (!running)
    if (const ExitStatus chosen = choose_rules("", store.get(), "--running", running); chosen != kYes) return chosen;
  return batch ? replay_lines(batch->lines(), options, running, wanted)
               : replay_register(options, *store, running, wanted);
}

// ---- The command line ----

void add_replay(Verb app, Commands& commands) {
  const auto options = std::make_shared<ReplayOptions>();
  Verb verb =
      app.add_verb("replay", "Decide the texts of the log or of a file by new rules, and print which decisions change");
  verb.add_option("--rules", options->rules, "Folder of the new rules").type_name("DIR").required();
  verb.add_option("--running", options->running,
                  "Rule folder to compare with; default: the rules in force in the register")
      .type_name("DIR");
  commands.defaults.add_store(verb, options->store);
  Option since =
      verb.add_option("--since", options->since, "Start at this local time; default: the last 24 hours of the log");
  since.type_name("LOCALTIME");
  verb.add_option("--batch", options->batch,
                  "Decide the lines `localtime TAB msisdn TAB text' of FILE instead, - for standard input; with "
                  "--running no register is needed")
      .type_name("FILE")
      .excludes(since);
  verb.add_flag("--json", options->json, "Print JSON");
  commands.push_back({verb, [=] { return replay(*options); }});
}

}  // namespace permit::tool
