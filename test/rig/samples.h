// The texts that a rehearsal shows: what texters send, right and wrong.
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

/// In the order they are sent; some rest on those before them.
std::span<const Sample> samples();

}  // namespace permit::test
