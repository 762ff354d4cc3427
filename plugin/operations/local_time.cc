#include "operations/local_time.h"

namespace permit {

Result<Instant, OperationError> read_local_time(const std::string& at, const Zone& zone, Instant now) {
  if (at.empty()) return now;
  const auto local = parse_local_time(at);
  if (!local) return bad_input("`" + at + "' is no local time; write it as 2020-07-21T10:00");
  return zone.instant(*local);
}

}  // namespace permit
