// Days, weeks, months and hours of a service: when a limit begins to count anew, and when permits are given.
//
// All of it in the service's local time: a day has 23 hours where a clock is put forward, and a limit still opens at
// midnight.
#pragma once

#include <optional>
#include <span>

#include "base/zone.h"
#include "core/rule_set.h"

namespace permit {

/// From when on permits count for a decision at `now`: the start of the day, week or month, or of the window.
Instant counting_since(const Limit& limit, Instant now, const Zone& zone);

/// The start of the day, week or month. REQUIRES: not Limit::Per::window.
Instant start_of_period(Limit::Per per, Instant now, const Zone& zone);

/// The start of the next day, week or month. REQUIRES: not Limit::Per::window.
Instant next_period(Limit::Per per, Instant now, const Zone& zone);

/// Half-open.
struct Opening {
  Instant from;
  Instant until;
};

/// What is open at `now`, hours that overlap or touch taken together, up to a week ahead.
struct Open {
  const Hours* hours;  ///< those that close last
  Opening opening;
};
std::optional<Open> open_at(std::span<const Hours> hours, Instant now, const Zone& zone);

/// Those whose opening is nearest to `now` on its day, else those that open next: what there is to be said of a time at
/// which none is open. REQUIRES: some.
const Hours& nearest_hours(std::span<const Hours> hours, Instant now, const Zone& zone);

/// When one of them opens next after `now`.
std::optional<Instant> next_opening(std::span<const Hours> hours, Instant now, const Zone& zone);

}  // namespace permit
