#include "core/box_report.h"

namespace permit {

bool same_decision(const Entry& one, const Entry& other) {
  const auto end = [](const Entry& entry) { return entry.period ? entry.period->until : std::nullopt; };
  return one.outcome == other.outcome && one.reason == other.reason && end(one) == end(other);
}

}  // namespace permit
