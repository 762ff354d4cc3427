// Days, weeks, months and hours of a service: when a limit begins to count again, and when permits are given.
//
// Everything is in the service's local time: a day has 23 hours if the clock is put forward, and a limit still opens at
// midnight.
#pragma once

#include <optional>
#include <span>

#include "base/zone.h"
#include "core/rule_set.h"

namespace permit {

/// Returns since when permits count for a decision at `now`: the start of the day, week or month, or of the window.
Instant counting_since(const Limit& limit, Instant now, const Zone& zone);

/// Returns the start of the day, week or month. REQUIRES: not Limit::Per::window.
Instant start_of_period(Limit::Per per, Instant now, const Zone& zone);

/// Returns the start of the next day, week or month. REQUIRES: not Limit::Per::window.
Instant next_period(Limit::Per per, Instant now, const Zone& zone);

/// Half-open.
struct Opening {
  Instant from;
  Instant until;
};

/// The opening at `now`, with hours that overlap or touch joined, up to a week ahead.
struct Open {
  const Hours* hours;  ///< the hours that end last
  Opening opening;
};
std::optional<Open> open_at(std::span<const Hours> hours, Instant now, const Zone& zone);

/// Returns the hours to name in a refusal: those whose opening is nearest to `now` on its day, else those that open
/// next. REQUIRES: `hours` is not empty and none is open.
const Hours& nearest_hours(std::span<const Hours> hours, Instant now, const Zone& zone);

/// Returns when one of the hours opens next after `now`; nothing if none does.
std::optional<Instant> next_opening(std::span<const Hours> hours, Instant now, const Zone& zone);

}  // namespace permit
