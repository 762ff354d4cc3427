// A row of a file that cannot be entered, for the person who corrects the file.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "operations/csv.h"

namespace permit {

/// A file of rejected rows has these columns first. They are ignored when the corrected file is read.
inline constexpr const char* kLineColumn = "line";
inline constexpr const char* kReasonColumn = "reason";

/// The end of a reason: the row repeats what `line` has.
inline std::string repeats(std::uint64_t line) {
  return "is already on line " + std::to_string(line) + "; keep one of the two";
}

/// Called for each bad row, with the table at that row, and why. The reason often begins with the name of the
/// column, `until: …'.
using OnBadRow = std::function<void(const CsvReader& table, const std::string& why)>;

}  // namespace permit
