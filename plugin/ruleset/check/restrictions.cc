#include "ruleset/check/restrictions.h"

#include <algorithm>
#include <set>

#include "core/decide/calendar.h"
#include "ruleset/phrases.h"

namespace permit {

namespace {

template <typename Rule, typename Is>
bool any(const std::vector<Rule>& rules, Is is) {
  return std::any_of(rules.begin(), rules.end(), is);
}

/// Compares durations; a permit without an end is the longest.
bool is_shorter(const Purpose& after, const Purpose& before) {
  return after.lasts && (!before.lasts || *after.lasts < *before.lasts);
}

/// Whether some open minute is now closed. The first such minute is where hours begin or end.
bool are_narrower(const std::vector<Hours>& after, const std::vector<Hours>& before) {
  if (before.empty() || after.empty()) return before.empty() && !after.empty();
  const Zone clock;  // without clock changes: all days have 24 hours
  std::vector<Instant> turns;
  for (const auto* hours : {&before, &after}) {
    for (const Hours& one : *hours) {
      std::vector<LocalDay> days = one.dates;
      for (int day = 0; one.dates.empty() && day < 7; ++day) days.emplace_back(std::chrono::days{day});
      for (const LocalDay day : days) {
        for (const auto time : {one.from, one.until}) turns.push_back(clock.instant(LocalTime{day} + time));
      }
    }
  }
  return any(turns, [&](Instant turn) { return open_at(before, turn, clock) && !open_at(after, turn, clock); });
}

bool cut_permits(const std::vector<Hours>& hours) {
  return any(hours, [](const Hours& one) { return one.cuts_permits; });
}

void compare_limits(const Purpose& before, const Purpose& after, std::vector<std::string>& stricter) {
  for (const Limit& limit : after.limits) {
    const bool held_before = any(before.limits, [&](const Limit& earlier) {
      return count_same_permits(limit, earlier) && earlier.at_most <= limit.at_most;
    });
    if (!held_before) stricter.push_back("code " + after.code + ": " + in_words(limit));
  }
}

void compare_purposes(const Purpose& before, const Purpose& after, std::vector<std::string>& stricter) {
  const std::string code = "code " + after.code + ": ";
  if (is_shorter(after, before)) {
    stricter.push_back(code + in_words(*after.lasts) + " instead of " +
                       (before.lasts ? in_words(*before.lasts) : "no end"));
  }
  if (after.starts_after > before.starts_after) {
    stricter.push_back(code + "it begins " + in_words(after.starts_after) + " after the text");
  }
  if (are_narrower(after.hours, before.hours))
    stricter.push_back(code + (before.hours.empty() ? "only at certain hours" : "closed at some earlier hours"));
  if (cut_permits(after.hours) && !cut_permits(before.hours)) stricter.push_back(code + "permits end with the hours");
  compare_limits(before, after, stricter);
}

}  // namespace

bool count_same_permits(const Limit& one, const Limit& other) {
  const auto codes = [](const Limit& limit) { return std::set<std::string>(limit.over.begin(), limit.over.end()); };
  return one.per == other.per && one.by == other.by && one.window == other.window &&
         one.window_from_end == other.window_from_end && codes(one) == codes(other);
}

std::vector<std::string> added_restrictions(const Decree& before, const Decree& after) {
  std::vector<std::string> stricter;
  for (const Purpose& purpose : before.purposes) {
    if (const Purpose* now = after.purpose(purpose.code)) {
      compare_purposes(purpose, *now, stricter);
    } else {
      stricter.push_back("no code " + purpose.code + " any more");
    }
  }
  for (const Acceptance& accepted : before.accepts) {
    const std::string& kind = accepted.document_kind;
    const Instant begin = std::max(after.from, accepted.from);
    if (after.accepts_document(kind, begin)) continue;
    const bool later = any(after.accepts, [&](const Acceptance& a) { return a.document_kind == kind; });
    stricter.push_back("document `" + kind + "' is " + (later ? "accepted later" : "not accepted any more"));
  }
  for (const ListRefusal& refusal : after.refusals) {
    const bool already = any(before.refusals, [&](const ListRefusal& r) { return r.list == refusal.list; });
    if (!already) stricter.push_back("people on the list `" + refusal.list + "' are refused");
  }
  return stricter;
}

}  // namespace permit
