// The short code on a permit's reply: by it a permit that was given is told from a text that somebody made up or
// altered, without a look into the register. Who makes codes: checkcode/.
#pragma once

#include <cstddef>
#include <string>

#include "core/record.h"

namespace permit {

/// Letters and digits of a code.
inline constexpr std::size_t kCheckCodeLength = 12;

class CheckCodes {
 public:
  CheckCodes() = default;
  CheckCodes(const CheckCodes&) = delete;
  CheckCodes& operator=(const CheckCodes&) = delete;
  virtual ~CheckCodes() = default;

  /// Of a permit under its sequence; each time the same, as long as the same key signs. Empty when none can be made.
  /// Any thread.
  virtual std::string code_of(const Permit& permit) const = 0;
};

/// What an answer takes to put a code on its permit. Without `codes` there is none.
struct Stamp {
  const CheckCodes* codes = nullptr;  ///< borrowed
  Sequence sequence = 0;              ///< of the entry that is being made, and of the permit when it grants one
};

}  // namespace permit
