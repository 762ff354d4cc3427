// Time zones of the system's tz database as tables that core can search.
#pragma once

#include <string_view>

#include "base/result.h"
#include "base/zone.h"

namespace permit {

/// Loads the offsets of the zone `name` (`Asia/Baku`) from 1970 to 2100. Neither reads nor sets TZ, because the host
/// logs in its own time. Clock changes that the database gives as a rule without an end are known up to 2037, the last
/// year that Debian's tzdata lists.
Result<Zone> load_zone(std::string_view name);

}  // namespace permit
