#include "metrics/instance_status.h"

namespace permit {

bool same_decision(const Entry& one, const Entry& other) {
  return one.outcome == other.outcome && one.reason == other.reason && one.period == other.period &&
         one.plate == other.plate;
}

}  // namespace permit
