#include "metrics/instance_status.h"

namespace permit {

std::string display_name(const InstanceStatus& box) {
  return "box " + box.box + ", process " + std::to_string(box.process);
}

std::string display_name(const WritingProgram& program) {
  return program.process == 0 ? "an unknown program"
                              : "`" + program.name + "', process " + std::to_string(program.process);
}

bool same_decision(const Entry& one, const Entry& other) {
  return one.outcome == other.outcome && one.reason == other.reason && one.period == other.period &&
         one.plate == other.plate;
}

}  // namespace permit
