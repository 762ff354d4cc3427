#include "metrics/instance_status.h"

namespace permit {

std::string display_name(const InstanceStatus& box) {
  return "box " + box.box + ", process " + std::to_string(box.process);
}

bool same_decision(const Entry& one, const Entry& other) {
  return one.outcome == other.outcome && one.reason == other.reason && one.period == other.period &&
         one.plate == other.plate;
}

}  // namespace permit
