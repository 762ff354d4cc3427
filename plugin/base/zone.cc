#include "base/zone.h"

#include <algorithm>
#include <cassert>
#include <cstdio>

namespace permit {

using std::chrono::seconds;

Zone::Zone(std::string name, std::vector<Offset> offsets) : name_(std::move(name)), offsets_(std::move(offsets)) {
  assert(!offsets_.empty());
}

const Zone::Offset& Zone::offset_at(Instant instant) const {
  const auto after = std::upper_bound(offsets_.begin(), offsets_.end(), instant,
                                      [](Instant at, const Offset& offset) { return at < offset.since; });
  return after == offsets_.begin() ? offsets_.front() : *std::prev(after);
}

LocalTime Zone::local(Instant instant) const { return LocalTime{instant.time_since_epoch() + offset_at(instant).east}; }

Instant Zone::instant(LocalTime local) const {
  // Read as UTC, a local time is off by at most one offset, and no offset is as long as a day.
  const Instant as_utc{local.time_since_epoch()};
  const Offset& before = offset_at(as_utc - std::chrono::days{1});
  const Instant by_before = as_utc - before.east;
  const Offset& then = offset_at(by_before);
  if (then.east == before.east) return by_before;
  const Instant by_then = as_utc - then.east;
  return std::max(by_then, then.since);  // a time that the clock skips: the instant of the change
}

namespace {

/// Reads exactly `count` digits at `at`; returns -1 if there is any other character.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = 10 * value + (text[i] - '0');
  }
  return value;
}

}  // namespace

std::optional<LocalTime> parse_local_time(std::string_view text) {
  using std::chrono::local_days, std::chrono::year_month_day, std::chrono::hours, std::chrono::minutes;
  static constexpr std::string_view kShape = "0000-00-00T00:00:00";
  const bool has_seconds = text.size() == kShape.size();
  if (!has_seconds && text.size() != kShape.size() - 3) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (kShape[i] != '0' && text[i] != kShape[i]) return std::nullopt;
  }
  const int year = digits(text, 0, 4);
  const int month = digits(text, 5, 2);
  const int day = digits(text, 8, 2);
  const int hour = digits(text, 11, 2);
  const int minute = digits(text, 14, 2);
  const int second = has_seconds ? digits(text, 17, 2) : 0;
  if (year < 1970 || year > 2099 || month < 0 || day < 0 || hour < 0 || hour > 23 || minute < 0 || minute > 59 ||
      second < 0 || second > 59) {
    return std::nullopt;
  }
  const year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                            std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  return LocalTime{local_days{date}} + hours{hour} + minutes{minute} + seconds{second};
}

std::string render_local_time(LocalTime time) {
  const LocalDay day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text;
}

std::string render_local_time(Instant time, const Zone& zone) { return render_local_time(zone.local(time)); }

}  // namespace permit
