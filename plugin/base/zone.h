// Instants, the local time of a service, and the conversion between them.
//
// Every rule is written in local time, and every decision is made at an instant. The time zone is data that a rule set
// carries (ruleset/read/zone_data.h fills it); nothing here reads a clock, TZ or a locale.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace permit {

/// Seconds since 1970-01-01 00:00 UTC.
using Instant = std::chrono::sys_seconds;
/// Milliseconds since 1970-01-01 00:00 UTC, by the host's clock. Never used for decisions.
using HostTime = std::chrono::sys_time<std::chrono::milliseconds>;
/// What a wall clock shows at the place of the service, in seconds.
using LocalTime = std::chrono::local_seconds;
using LocalDay = std::chrono::local_days;

/// The offsets of one time zone from UTC over the years that a register can cover. A value; safe to share.
class Zone {
 public:
  struct Offset {
    Instant since;
    std::chrono::seconds east;  ///< added to UTC, from `since` on
  };

  /// UTC.
  Zone() = default;
  /// REQUIRES: `offsets` is not empty and sorted by time. The first offset also applies before its `since`.
  Zone(std::string name, std::vector<Offset> offsets);

  const std::string& name() const { return name_; }

  LocalTime local(Instant instant) const;
  LocalDay day(Instant instant) const { return std::chrono::floor<std::chrono::days>(local(instant)); }

  /// For a local time that the clock shows twice, returns the first instant; for one that it skips, the instant of the
  /// skip.
  Instant instant(LocalTime local) const;
  /// Returns the first instant of a local day.
  Instant start_of(LocalDay day) const { return instant(LocalTime{day}); }

 private:
  const Offset& offset_at(Instant instant) const;

  std::string name_ = "UTC";
  std::vector<Offset> offsets_{{Instant{}, std::chrono::seconds{0}}};
};

/// Parses `2020-07-21T10:00:00`; seconds may be left out. Accepts years 1970 to 2099 and nothing before or after the
/// time.
std::optional<LocalTime> parse_local_time(std::string_view text);
/// Returns `2020-07-21T10:00:00`.
std::string render_local_time(LocalTime time);
std::string render_local_time(Instant time, const Zone& zone);

}  // namespace permit
