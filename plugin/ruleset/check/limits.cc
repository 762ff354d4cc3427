#include "ruleset/check/limits.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <optional>

#include "ruleset/check/restrictions.h"
#include "ruleset/phrases.h"

namespace permit {

namespace {

using std::chrono::hours;
using std::chrono::minutes;

bool contains(const std::vector<std::string>& codes, const std::string& code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

std::string in_a_row(const std::vector<std::string>& codes) {
  std::string row;
  for (const std::string& code : codes) row += (row.empty() ? "" : " ") + code;
  return row;
}

std::string place_of(const Limit& limit) { return limit.origin.file + ":" + std::to_string(limit.origin.line); }

/// The longest time that a limit looks back; a day has 25 hours when clocks are set back.
minutes longest_span(const Limit& limit) {
  switch (limit.per) {
    case Limit::Per::day:
      return hours{25};
    case Limit::Per::week:
      return hours{7 * 24 + 1};
    case Limit::Per::month:
      return hours{31 * 24 + 1};
    case Limit::Per::window:
      return limit.window;
  }
  return {};
}

// ---- Two limits --------------------------------------------------------------------------------------------------

/// Whether `other` looks back at least as far as `one`.
bool is_within(const Limit& one, const Limit& other) {
  if (one.window_from_end != other.window_from_end) return false;
  if (other.per == Limit::Per::window) return other.window >= longest_span(one);
  return one.per == other.per || (one.per == Limit::Per::day && other.per != Limit::Per::day);
}

/// Whether `strong` always refuses when `weak` does.
bool refuses_first(const Limit& strong, const Limit& weak) {
  const bool counts_all = std::all_of(weak.over.begin(), weak.over.end(),
                                      [&](const std::string& code) { return contains(strong.over, code); });
  return strong.by == weak.by && counts_all && strong.at_most <= weak.at_most && is_within(weak, strong) &&
         (strong.counts_earlier_decrees || !weak.counts_earlier_decrees);
}

std::optional<LimitDiagnostic> compare(const Limit& limit, const Limit& other) {
  const std::string at_most = "at-most=\"" + std::to_string(limit.at_most) + "\": ";
  if (count_same_permits(limit, other) && limit.counts_earlier_decrees == other.counts_earlier_decrees) {
    if (&limit < &other) return std::nullopt;  // reported for the later one
    if (limit.at_most != other.at_most) {
      return LimitDiagnostic{DiagnosticId::two_limits, &limit,
                             at_most + "the limit at " + place_of(other) + " counts the same permits but allows " +
                                 std::to_string(other.at_most) + "; keep the one in the notice"};
    }
    return LimitDiagnostic{DiagnosticId::idle_limit, &limit,
                           at_most + "the limit at " + place_of(other) + " says the same; remove one of them"};
  }
  if (!refuses_first(other, limit)) return std::nullopt;
  return LimitDiagnostic{DiagnosticId::idle_limit, &limit,
                         at_most + "this limit never refuses anyone, because the limit at " + place_of(other) + " (" +
                             in_words(other) + ") always refuses first; remove one of them"};
}

// ---- A limit and the duration of permits -------------------------------------------------------------------------

/// The most permits that one holder can get in the time of a limit: a valid permit prevents a second one (SEMANTICS 4).
/// Nothing if there is no such bound.
std::optional<std::size_t> most_permits(const Limit& limit, const Decree& decree, const RuleSet& rules) {
  const bool of_one_holder = (limit.by == Limit::By::document) == rules.message.has(Field::Kind::document);
  if (!of_one_holder || limit.window_from_end) return std::nullopt;
  std::size_t most = 0;
  for (const std::string& code : limit.over) {
    const Purpose* purpose = decree.purpose(code);
    if (!purpose || !purpose->lasts) return std::nullopt;
    const bool may_end_early =
        std::any_of(purpose->hours.begin(), purpose->hours.end(), [](const Hours& h) { return h.cuts_permits; });
    if (may_end_early) return std::nullopt;
    const minutes lives = *purpose->lasts + purpose->starts_after;
    // One more for a permit from earlier rules.
    most += static_cast<std::size_t>((longest_span(limit) + lives - minutes{1}) / lives) + 1;
  }
  return most;
}

std::optional<LimitDiagnostic> find_unreachable(const Limit& limit, const Purpose& purpose, const Decree& decree,
                                                const RuleSet& rules) {
  const auto most = most_permits(limit, decree, rules);
  if (!most) return std::nullopt;
  const bool reached = contains(limit.over, purpose.code) ? *most > limit.at_most : *most >= limit.at_most;
  if (reached) return std::nullopt;
  return LimitDiagnostic{
      DiagnosticId::idle_limit, &limit,
      "at-most=\"" + std::to_string(limit.at_most) +
          "\": this limit never refuses anyone, because nobody can get more than " + std::to_string(*most) +
          " permits in that time: a text during a permit gives no new one; check the notice, or write <no-limit/>"};
}

/// Finds a purpose whose limits count only other codes.
std::optional<LimitDiagnostic> find_uncounted_code(const Purpose& purpose) {
  const auto& limits = purpose.limits;
  const bool counts_own =
      std::any_of(limits.begin(), limits.end(), [&](const Limit& limit) { return contains(limit.over, purpose.code); });
  if (limits.empty() || counts_own) return std::nullopt;
  const Limit& limit = limits.front();
  return LimitDiagnostic{DiagnosticId::own_code_not_counted, &limit,
                         "over=\"" + in_a_row(limit.over) + "\": no limit of code " + purpose.code +
                             " counts permits with code " + purpose.code +
                             ", so people can get any number of them; write over=\"" + in_a_row(limit.over) + " " +
                             purpose.code + "\" if the notice limits them too"};
}

}  // namespace

std::vector<LimitDiagnostic> check_limits(const Purpose& purpose, const Decree& decree, const RuleSet& rules) {
  std::vector<LimitDiagnostic> faults;
  if (auto fault = find_uncounted_code(purpose)) faults.push_back(*std::move(fault));
  for (const Limit& limit : purpose.limits) {
    for (const Limit& other : purpose.limits) {
      if (&limit == &other) continue;
      if (auto fault = compare(limit, other)) faults.push_back(*std::move(fault));
    }
    if (auto fault = find_unreachable(limit, purpose, decree, rules)) faults.push_back(*std::move(fault));
  }
  return faults;
}

}  // namespace permit
