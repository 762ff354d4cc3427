// Time zones of the system's tz database, as tables that core can look into.
#pragma once

#include <string_view>

#include "base/result.h"
#include "base/zone.h"

namespace permit {

/// The offsets of the zone `name` (`Asia/Baku`) from 1970 to 2100. TZ is neither read nor set: the host's logs are in
/// its own time. Changes of the clock that the database gives as a rule without an end are known up to 2037, as far as
/// Debian's tzdata lists them.
Result<Zone> load_zone(std::string_view name);

}  // namespace permit
