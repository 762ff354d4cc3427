#include "tool/stats.h"

#include <algorithm>
#include <cstdint>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/box_report.h"
#include "core/rule_set.h"
#include "store/box_reports.h"
#include "store/lmdb_store.h"
#include "tool/complain.h"
#include "tool/follow.h"
#include "tool/progress.h"
#include "tool/rules_at.h"

namespace permit::tool {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kJsonVersion = 2;  // rises when a member changes its meaning or goes
constexpr std::size_t kPage = 1000;
constexpr std::size_t kShownFaults = 5;
constexpr Outcome kOutcomes[] = {Outcome::granted,    Outcome::repeated,    Outcome::refused,
                                 Outcome::unreadable, Outcome::information, Outcome::silent};

struct Figures {
  Zone zone;
  Instant at;
  Instant midnight;
  Instant alive_since;  ///< permits decided before are not looked for
  std::optional<Record> last;
  Sequence last_sequence = 0;
  std::map<Outcome, std::uint64_t> today;
  std::uint64_t alive = 0;
  std::optional<Digest> rules;
  std::optional<Moment> rules_since;
  bool paused = false;
  std::vector<BoxReport> boxes;
  std::vector<std::string> wrong;
};

// ---- Gathering ----------------------------------------------------------------------------------------------------

void count(const Entry& entry, Figures& figures) {
  if (entry.decided > figures.at) return;
  if (entry.decided >= figures.midnight) ++figures.today[entry.outcome];
  if (entry.outcome == Outcome::granted && entry.period && !entry.period->has_ended(figures.at)) ++figures.alive;
}

/// The log backwards from its end, no farther than figures need.
Status count_log(const Register& store, Figures& figures) {
  const Instant since = std::min(figures.midnight, figures.alive_since);
  Progress progress("counting texts", figures.last_sequence);
  for (Sequence end = figures.last_sequence; end > 0;) {
    const Sequence first = end > kPage ? end - kPage + 1 : 1;
    const auto page = store.log(first, end - first + 1);
    if (!page) return page.error();
    for (auto record = page->rbegin(); record != page->rend(); ++record) {
      if (record->at < since) return Done{};
      if (const Entry* entry = record->text()) count(*entry, figures);
    }
    end = first - 1;
    progress.at(figures.last_sequence - end);
  }
  return Done{};
}

Status read_last(const Register& store, Figures& figures) {
  const auto last = store.last();
  if (!last) return last.error();
  figures.last_sequence = *last;
  if (*last == 0) return Done{};
  auto records = store.log(*last, 1);
  if (!records) return records.error();
  if (!records->empty()) figures.last = std::move(records->front());
  return Done{};
}

Status read_rules(const LmdbStore& store, Figures& figures) {
  const auto hash = store.rules_in_force();
  if (!hash) return hash.error();
  figures.rules = *hash;
  const auto history = store.rules_history();
  if (!history) return history.error();
  if (!history->empty() && history->back().hash == *hash) figures.rules_since = history->back().at;
  return Done{};
}

void look_for_what_is_wrong(Figures& figures) {
  bool any_runs = false;
  for (const BoxReport& box : figures.boxes) {
    if (!runs(box)) continue;
    any_runs = true;
    if (!box.faults.empty()) figures.wrong.push_back(named(box) + ": its rule folder does not compile");
    if (box.rules != figures.rules.value_or(Digest{}))
      figures.wrong.push_back(named(box) + ": it answers by other rules than the register says");
  }
  if (!any_runs) figures.wrong.emplace_back("no library runs on this register");
}

Result<Figures> gather(const LmdbStore& store, const Loaded& in_force, Instant at) {
  Figures figures;
  const Rules& rules = in_force.rules;
  if (rules) figures.zone = rules->zone;
  figures.paused = rules && rules->pause;
  figures.at = at;
  figures.midnight = figures.zone.start_of(figures.zone.day(at));
  figures.alive_since = rules ? rules->history_from(at) : figures.midnight;
  for (const Status& status : {read_last(store, figures), read_rules(store, figures), count_log(store, figures)})
    if (!status) return status.error();
  auto boxes = store.reports();
  if (!boxes) return boxes.error();
  figures.boxes = std::move(*boxes);
  if (!rules && !in_force.text.empty())
    figures.wrong.emplace_back("the rules in force do not compile with this version of permitctl; times are in UTC");
  look_for_what_is_wrong(figures);
  return figures;
}

// ---- For people ---------------------------------------------------------------------------------------------------

std::string change_name(const Comparison::Change& change) {
  return std::string(name(change.first)) + " -> " + std::string(name(change.second));
}

std::uint64_t changed_of(const Comparison& texts) {
  std::uint64_t sum = 0;
  for (const auto& [change, number] : texts.changed) sum += number;
  return sum;
}

void print_faults(const std::vector<std::string>& faults) {
  for (std::size_t i = 0; i < std::min(faults.size(), kShownFaults); ++i)
    std::cout << "            " << faults[i] << '\n';
  if (faults.size() > kShownFaults) std::cout << "            and " << faults.size() - kShownFaults << " more\n";
}

void print_shadow(const BoxReport::Shadow& shadow, const Zone& zone) {
  std::cout << "  shadow    " << shadow.folder;
  if (shadow.rules == Digest{}) {
    std::cout << " does not compile and is not tried\n";
  } else {
    std::cout << ", rules " << short_hash(shadow.rules) << " since " << render_moment(shadow.since, zone) << ": "
              << shadow.texts.same << " texts the same, " << changed_of(shadow.texts) << " changed";
    if (shadow.passed_over > 0) std::cout << ", " << shadow.passed_over << " passed over";
    std::cout << '\n';
    for (const auto& [change, number] : shadow.texts.changed)
      std::cout << "            " << change_name(change) << "  " << number << '\n';
  }
  print_faults(shadow.faults);
}

void print_box(const BoxReport& box, const Figures& figures) {
  std::cout << "box       " << box.box << ", process " << box.process;
  if (!runs(box)) {
    std::cout << ", has ended\n";
    return;
  }
  if (box.rules == Digest{}) {
    std::cout << ", has no rules yet";
  } else {
    std::cout << ", answers by rules " << short_hash(box.rules);
  }
  std::cout << " since " << render_moment(box.at, figures.zone) << '\n';
  std::cout << "  rules     " << box.folder << (box.faults.empty() ? "\n" : " does not compile and is not used\n");
  print_faults(box.faults);
  if (box.shadow) print_shadow(*box.shadow, figures.zone);
}

void print(const Figures& figures, const std::string& folder) {
  const auto local = [&](Instant time) { return render_local_time(figures.zone.local(time)); };
  std::cout << "register  " << folder << " at " << local(figures.at) << ' ' << figures.zone.name() << '\n';
  std::cout << "last      ";
  if (figures.last) {
    std::cout << "record " << figures.last_sequence << " of " << local(figures.last->at) << '\n';
  } else {
    std::cout << "no record yet\n";
  }
  std::cout << "today    ";
  for (const Outcome outcome : kOutcomes) {
    const auto number = figures.today.find(outcome);
    std::cout << ' ' << (number == figures.today.end() ? 0 : number->second) << ' ' << name(outcome)
              << (outcome == Outcome::silent ? "\n" : ",");
  }
  std::cout << "alive     " << figures.alive << (figures.alive == 1 ? " permit" : " permits")
            << ", of those given since " << local(figures.alive_since) << '\n';
  std::cout << "rules     ";
  if (figures.rules) {
    std::cout << short_hash(*figures.rules) << " in force";
    if (figures.rules_since) std::cout << " since " << render_moment(*figures.rules_since, figures.zone);
    std::cout << (figures.paused ? ", PAUSED\n" : "\n");
  } else {
    std::cout << "none yet\n";
  }
  for (const BoxReport& box : figures.boxes) print_box(box, figures);
  for (const std::string& wrong : figures.wrong) std::cout << "WRONG     " << wrong << '\n';
}

// ---- For machines -------------------------------------------------------------------------------------------------

Json json_of(const Digest& hash) { return hash == Digest{} ? Json() : Json(hex(hash)); }

Json json_of(const BoxReport::Shadow& shadow, const Zone& zone) {
  Json changed = Json::array();
  for (const auto& [change, number] : shadow.texts.changed)
    changed.push_back({{"before", name(change.first)}, {"after", name(change.second)}, {"texts", number}});
  return {{"folder", shadow.folder},
          {"rules", json_of(shadow.rules)},
          {"since", render_moment(shadow.since, zone)},
          {"same", shadow.texts.same},
          {"changed", changed},
          {"passed_over", shadow.passed_over},
          {"faults", shadow.faults}};
}

Json json_of(const BoxReport& box, const Zone& zone) {
  return {{"box", box.box},       {"process", box.process},
          {"runs", runs(box)},    {"at", render_moment(box.at, zone)},
          {"folder", box.folder}, {"rules", json_of(box.rules)},
          {"faults", box.faults}, {"shadow", box.shadow ? json_of(*box.shadow, zone) : Json()}};
}

Json json_of(const Figures& figures, const std::string& folder) {
  const auto local = [&](Instant time) { return render_local_time(figures.zone.local(time)); };
  Json today = Json::object();
  for (const Outcome outcome : kOutcomes) {
    const auto number = figures.today.find(outcome);
    today[std::string(name(outcome))] = number == figures.today.end() ? 0 : number->second;
  }
  Json boxes = Json::array();
  for (const BoxReport& box : figures.boxes) boxes.push_back(json_of(box, figures.zone));
  return {{"version", kJsonVersion},
          {"register", folder},
          {"at", local(figures.at)},
          {"zone", figures.zone.name()},
          {"last", {{"record", figures.last_sequence}, {"at", figures.last ? Json(local(figures.last->at)) : Json()}}},
          {"today", today},
          {"alive", figures.alive},
          {"rules",
           {{"hash", json_of(figures.rules.value_or(Digest{}))},
            {"since", figures.rules_since ? Json(render_moment(*figures.rules_since, figures.zone)) : Json()},
            {"paused", figures.paused}}},
          {"boxes", boxes},
          {"wrong", figures.wrong}};
}

}  // namespace

ExitStatus stats(const StatsOptions& options) {
  const auto store = open_to_read(options.store);
  if (!store) return complain(store.error().message, kUnavailable);
  const auto in_force = loaded_in_force(**store);
  if (!in_force) return complain(in_force.error().message, kUnavailable);
  const auto at = instant_of(options.at, in_force->rules ? in_force->rules->zone : Zone());
  if (!at) return kUsage;
  const auto figures = gather(**store, *in_force, *at);
  if (!figures) return complain(figures.error().message, kUnavailable);
  if (options.json) {
    std::cout << json_of(*figures, options.store).dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
  } else {
    print(*figures, options.store);
  }
  return figures->wrong.empty() ? kYes : kNo;
}

}  // namespace permit::tool
