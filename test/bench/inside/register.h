// Registers of any size, filled through the main path and kept for the next run.
#pragma once

#include <cstdint>
#include <string>

#include "core/rule_set.h"

namespace permit::bench {

/// A number of documents with one permit each, on ten days of July 2020, the last of which is today.
struct Size {
  std::uint64_t documents;
  static constexpr unsigned kDays = 10;

  std::uint64_t a_day() const { return documents / kDays; }
};

/// Nine in the evening of `day`, from 0 to Size::kDays - 1, after all texts of that day.
Instant evening_of(unsigned day);
inline Instant tonight() { return evening_of(Size::kDays - 1); }

/// Returns the folder of a register below build/bench; fills it first if it does not exist, with progress on stderr.
/// Person n has asked on day n / size.a_day().
std::string filled_register(Size size, const Rules& rules);

}  // namespace permit::bench
