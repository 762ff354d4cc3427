#include "tool/rules/replay_report.h"

#include <iomanip>
#include <sstream>
#include <string_view>

#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "base/utf8.h"
#include "metrics/instance_status.h"
#include "operations/mask.h"

namespace permit::tool {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kJsonVersion = 1;  // increases when a member changes its meaning or is removed
constexpr Outcome kOutcomes[] = {Outcome::granted,    Outcome::repeated,    Outcome::refused,
                                 Outcome::unreadable, Outcome::information, Outcome::silent};

std::uint64_t count_of(const std::map<Outcome, std::uint64_t>& counts, Outcome outcome) {
  const auto at = counts.find(outcome);
  return at == counts.end() ? 0 : at->second;
}

}  // namespace

void ReplayReport::add(const Entry& before, const Entry& after, const std::string& clause) {
  ++texts_;
  if (!first_) first_ = before.decided;
  last_ = before.decided;
  ++before_[before.outcome];
  ++after_[after.outcome];
  if (same_decision(before, after)) return;
  ++changed_;
  Change& change = changes_[{before.outcome, after.outcome, clause}];
  ++change.texts;
  if (change.examples.size() < kMostExamples) change.examples.push_back(example(before, after));
}

/// The answer to a text, without personal data. Omits reason, beginning and plate if they are the same as those of
/// `other`.
std::string ReplayReport::described(const Entry& entry, const Entry& other) const {
  std::string words(name(entry.outcome));
  if (!entry.period) return words + " (" + entry.reason + ")";
  const bool both = other.period.has_value();
  if (both && entry.reason != other.reason) words += " (" + entry.reason + ")";
  if (both && entry.period->from != other.period->from) words += " from " + local(entry.period->from);
  words += entry.period->until ? " until " + local(*entry.period->until) : " without an end";
  if (both && entry.plate != other.plate)
    words += entry.plate.empty() ? " without a plate" : " with plate " + mask(entry.plate);
  return words;
}

std::string ReplayReport::example(const Entry& before, const Entry& after) const {
  const Entry& read = after.document.empty() ? before : after;
  std::string asked = read.document.empty() ? "a text of " + counted(count_characters(before.text.body), "character")
                                            : mask(read.document);
  if (!read.purpose.empty()) asked = "code " + read.purpose + ", " + asked;
  return local(before.decided) + "  " + asked + ": " + described(before, after) + " -> " + described(after, before);
}

std::string ReplayReport::render() const {
  std::ostringstream page;
  page << counted(texts_, "text");
  if (first_ && last_) page << " from " << local(*first_) << " to " << local(*last_);
  page << "\n                  before       after\n";
  for (const Outcome outcome : kOutcomes) {
    page << "  " << std::left << std::setw(12) << name(outcome) << std::right << std::setw(10)
         << count_of(before_, outcome) << std::setw(12) << count_of(after_, outcome) << '\n';
  }
  if (unread_ > 0) page << counted(unread_, "line") << (unread_ == 1 ? " was" : " were") << " not read.\n";
  if (changed_ == 0) page << "No decision changes" << (unread_ > 0 ? " in the texts that were read.\n" : ".\n");
  if (changed_ > 0) page << counted(changed_, "decision") << (changed_ == 1 ? " changes:\n" : " change:\n");
  for (const auto& [kind, change] : changes_) {
    const auto& [before, after, clause] = kind;
    page << "  " << change.texts << "  " << name(before) << " -> " << name(after)
         << (clause.empty() ? "" : ", by " + clause) << '\n';
    for (const std::string& one : change.examples) page << "      " << one << '\n';
  }
  return page.str();
}

std::string ReplayReport::render_json() const {
  const auto counts = [](const std::map<Outcome, std::uint64_t>& of) {
    Json all = Json::object();
    for (const Outcome outcome : kOutcomes) all[std::string(name(outcome))] = count_of(of, outcome);
    return all;
  };
  Json changes = Json::array();
  for (const auto& [kind, change] : changes_) {
    const auto& [before, after, clause] = kind;
    changes.push_back({{"before", name(before)},
                       {"after", name(after)},
                       {"clause", clause},
                       {"texts", change.texts},
                       {"examples", change.examples}});
  }
  const Json report{{"version", kJsonVersion},
                    {"texts", texts_},
                    {"unread", unread_},
                    {"first", first_ ? Json(local(*first_)) : Json()},
                    {"last", last_ ? Json(local(*last_)) : Json()},
                    {"before", counts(before_)},
                    {"after", counts(after_)},
                    {"changed", changed_},
                    {"changes", changes}};
  return report.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace permit::tool
