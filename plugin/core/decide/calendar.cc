#include "core/decide/calendar.h"

#include <algorithm>
#include <vector>

namespace permit {

namespace {

using std::chrono::days;

/// No permit with an end lasts longer, so later openings do not matter.
constexpr days kLookAhead{8};

LocalDay monday_of(LocalDay day) { return day - (std::chrono::weekday{day} - std::chrono::Monday); }

std::chrono::year_month month_of(LocalDay day) {
  const std::chrono::year_month_day date{day};
  return date.year() / date.month();
}

LocalDay first_of(std::chrono::year_month month) { return LocalDay{month / std::chrono::day{1}}; }

LocalDay first_day(Limit::Per per, LocalDay day) {
  if (per == Limit::Per::week) return monday_of(day);
  if (per == Limit::Per::month) return first_of(month_of(day));
  return day;
}

bool opens_on(const Hours& hours, LocalDay day) {
  if (!hours.dates.empty()) return std::find(hours.dates.begin(), hours.dates.end(), day) != hours.dates.end();
  return hours.weekdays.test(std::chrono::weekday{day}.iso_encoding() - 1);
}

Opening opening_on(const Hours& hours, LocalDay day, const Zone& zone) {
  const LocalDay last = hours.until <= hours.from ? day + days{1} : day;
  return {zone.instant(LocalTime{day} + hours.from), zone.instant(LocalTime{last} + hours.until)};
}

}  // namespace

Instant counting_since(const Limit& limit, Instant now, const Zone& zone) {
  if (limit.per == Limit::Per::window) return now - limit.window;
  return start_of_period(limit.per, now, zone);
}

Instant start_of_period(Limit::Per per, Instant now, const Zone& zone) {
  return zone.start_of(first_day(per, zone.day(now)));
}

Instant next_period(Limit::Per per, Instant now, const Zone& zone) {
  const LocalDay today = zone.day(now);
  if (per == Limit::Per::week) return zone.start_of(monday_of(today) + days{7});
  if (per == Limit::Per::month) return zone.start_of(first_of(month_of(today) + std::chrono::months{1}));
  return zone.start_of(today + days{1});
}

std::optional<Open> open_at(std::span<const Hours> hours, Instant now, const Zone& zone) {
  const LocalDay today = zone.day(now);
  std::vector<Open> openings;
  for (const Hours& one : hours) {
    for (LocalDay day = today - days{1}; day <= today + kLookAhead; day += days{1}) {
      if (opens_on(one, day)) openings.push_back({&one, opening_on(one, day, zone)});
    }
  }
  std::sort(openings.begin(), openings.end(),
            [](const Open& one, const Open& other) { return one.opening.from < other.opening.from; });
  std::optional<Open> open;
  Instant open_until = now;
  for (const Open& next : openings) {
    if (next.opening.from > open_until) break;
    if (next.opening.until <= open_until) continue;
    open_until = next.opening.until;
    open = Open{next.hours, {open ? open->opening.from : next.opening.from, open_until}};
  }
  return open;
}

const Hours& nearest_hours(std::span<const Hours> hours, Instant now, const Zone& zone) {
  const auto distance = [&](const Hours& one) -> std::chrono::seconds {
    const LocalDay today = zone.day(now);
    const std::span<const Hours> only(&one, 1);
    if (!opens_on(one, today)) {
      const auto next = next_opening(only, now, zone);
      return next ? *next - now + days{7} : std::chrono::seconds::max();
    }
    const Opening opening = opening_on(one, today, zone);
    return opening.from > now ? opening.from - now : now - opening.until;
  };
  return *std::min_element(hours.begin(), hours.end(),
                           [&](const Hours& one, const Hours& other) { return distance(one) < distance(other); });
}

std::optional<Instant> next_opening(std::span<const Hours> hours, Instant now, const Zone& zone) {
  std::optional<Instant> next;
  const auto consider = [&](const Hours& one, LocalDay day) {
    const Instant from = opening_on(one, day, zone).from;
    if (from > now && (!next || from < *next)) next = from;
  };
  for (const Hours& one : hours) {
    for (const LocalDay day : one.dates) consider(one, day);
    if (!one.dates.empty()) continue;
    for (LocalDay day = zone.day(now); day <= zone.day(now) + days{7}; day += days{1}) {
      if (opens_on(one, day)) consider(one, day);
    }
  }
  return next;
}

}  // namespace permit
