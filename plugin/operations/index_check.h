// Checks that every index of the register agrees with its log, and repairs it where it does not.
#pragma once

#include <cstdint>
#include <functional>

#include "core/inspection.h"
#include "operations/progress.h"

namespace permit {

/// Each may be empty.
struct OnIndexCheck {
  std::function<void(const IndexFault& fault)> fault{};  ///< after the repair, if there is one
  std::function<void(const Digest& hash)> rules{};       ///< the text of these rules differs from the accepted one
  OnProgress progress{};  ///< counts records and rows: about three times the records of the log
};

struct IndexReport {
  std::uint64_t required_rows = 0;  ///< rows that the log requires
  std::uint64_t rows = 0;           ///< rows that exist
  std::uint64_t faults = 0;         ///< rows and rule texts
  std::uint64_t repairable = 0;     ///< of the faults
};

/// Compares the rules' texts with their hashes, then every index with the log, in short transactions while a library
/// answers texts. `repairs`: each step also repairs the rows that follow from the log, a few at a time.
Result<IndexReport> check_indexes(InspectionStore& store, bool repairs, const OnIndexCheck& on);

}  // namespace permit
