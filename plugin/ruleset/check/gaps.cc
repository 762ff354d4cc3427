#include "ruleset/check/gaps.h"

#include <algorithm>
#include <tuple>

namespace permit {

std::vector<Gap> gaps_in(const RuleSet& rules) {
  std::vector<std::tuple<Instant, Instant, std::string>> periods;
  for (const Decree& decree : rules.decrees) periods.emplace_back(decree.from, decree.until, decree.id);
  for (const Interval& interval : rules.intervals) periods.emplace_back(interval.from, interval.until, interval.id);
  std::sort(periods.begin(), periods.end());
  std::vector<Gap> gaps;
  Gap open{periods.empty() ? Instant::min() : std::get<0>(periods.front()), kNoEnd, "", ""};
  for (const auto& [from, until, id] : periods) {
    if (from > open.from) gaps.push_back({open.from, from, open.before, id});
    if (until <= open.from) continue;
    open.from = until;
    open.before = id;
  }
  if (open.from < kNoEnd) gaps.push_back(open);
  return gaps;
}

}  // namespace permit
