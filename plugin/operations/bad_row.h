// A row of a file that cannot be entered, for the person who corrects the file.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "base/normalize.h"
#include "operations/csv.h"
#include "operations/mask.h"

namespace permit {

/// A file of rejected rows has these columns first. They are ignored when the corrected file is read.
inline constexpr const char* kLineColumn = "line";
inline constexpr const char* kReasonColumn = "reason";

/// The end of a reason: the row repeats what `line` has.
inline std::string repeats(std::uint64_t line) {
  return "is already on line " + std::to_string(line) + "; keep one of the two";
}

/// Masks `value` where a reason quotes it. Reasons are printed and mailed, and the columns of a file may be mixed up.
inline std::string without_value(std::string reason, const std::string& value, const Masking& masked) {
  const std::string quoted = "`" + value + "'";
  const std::size_t at = value.empty() ? std::string::npos : reason.find(quoted);
  if (at == std::string::npos) return reason;
  const bool is_number = is_digit(value.front());  // keeps a date
  return reason.replace(at, quoted.size(), "`" + (is_number ? masked.words(value) : mask(value)) + "'");
}

/// Called for each bad row, with the table at that row, and why. The reason often begins with the name of the
/// column, `until: …'. It contains no full number and no name.
using OnBadRow = std::function<void(const CsvReader& table, const std::string& why)>;

}  // namespace permit
