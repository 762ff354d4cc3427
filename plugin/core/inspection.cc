#include "core/inspection.h"

namespace permit {

namespace {

constexpr Sequence kRecordsAStep = 1000;  // because the file grows during a long read transaction

}  // namespace

Result<Sequence> InspectionStore::verify() const {
  const Result<Head> first = start();
  if (!first.ok()) return first.error();
  for (Head at = *first;;) {
    const Result<Followed> followed = follow(at, kRecordsAStep);
    if (!followed.ok()) return followed.error();
    if (followed->to == at) return at.sequence;
    at = followed->to;
  }
}

}  // namespace permit
