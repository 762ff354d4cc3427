#include "ruleset/read/zone_data.h"

#include <chrono>
#include <exception>
#include <string>
#include <utility>
#include <vector>

#include <date/tz.h>

namespace permit {

namespace {

using namespace std::chrono_literals;

constexpr Instant kFirst = std::chrono::sys_days{1970y / 1 / 1};
constexpr Instant kLast = std::chrono::sys_days{2100y / 1 / 1};

std::vector<Zone::Offset> offsets_of(const date::time_zone& zone) {
  std::vector<Zone::Offset> offsets;
  for (Instant at = kFirst; at < kLast;) {
    const date::sys_info info = zone.get_info(at);
    if (offsets.empty() || offsets.back().east != info.offset) offsets.push_back({at, info.offset});
    at = info.end;
  }
  return offsets;
}

}  // namespace

Result<Zone> load_zone(std::string_view name) {
  try {
    return Zone(std::string(name), offsets_of(*date::locate_zone(std::string(name))));
  } catch (const std::exception&) {
    return Error{"there is no time zone `" + std::string(name) +
                 "' in the tz database; use a name like Asia/Baku, and check that tzdata is installed"};
  }
}

}  // namespace permit
