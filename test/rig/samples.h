// The texts that a rehearsal shows: correct and wrong ones, as people send them.
#pragma once

#include <span>
#include <string_view>

#include "core/record.h"

namespace permit::test {

struct Sample {
  std::string_view about;
  std::string_view phone;
  std::string_view text;
  Outcome outcome;  ///< while a decree of rules/8103 is in force
};

/// Returns them in the order of sending; some depend on earlier ones.
std::span<const Sample> samples();

}  // namespace permit::test
