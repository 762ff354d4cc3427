#include "operations/local_time.h"

namespace permit {

Result<Instant> local_instant(const std::string& at, const Zone& zone) {
  if (const auto local = parse_local_time(at)) return zone.instant(*local);
  return Error{"`" + at + "' is not a local time; write it as 2020-07-21T10:00"};
}

Result<Instant, OperationError> read_local_time(const std::string& at, const Zone& zone, Instant now) {
  if (at.empty()) return now;
  const auto instant = local_instant(at, zone);
  if (!instant) return bad_input(instant.error());
  return *instant;
}

}  // namespace permit
