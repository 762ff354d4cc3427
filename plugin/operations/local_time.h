// A local time of the service, as people write it.
#pragma once

#include <string>

#include "base/result.h"
#include "base/zone.h"
#include "operations/operation_error.h"

namespace permit {

/// The instant of `at`, written as 2020-07-21T10:00.
Result<Instant> local_instant(const std::string& at, const Zone& zone);

/// The instant of `at`, as local_instant(); `now` when it is empty. OperationError: bad_input.
Result<Instant, OperationError> read_local_time(const std::string& at, const Zone& zone, Instant now);

}  // namespace permit
