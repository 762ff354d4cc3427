// The short code in the reply with a permit: it distinguishes a granted permit from an invented or altered text,
// without consulting the register. checkcode/ makes the codes.
#pragma once

#include <cstddef>
#include <string>

#include "core/record.h"

namespace permit {

/// Letters and digits in a code.
inline constexpr std::size_t kCheckCodeLength = 12;

class CheckCodeMaker {
 public:
  CheckCodeMaker() = default;
  CheckCodeMaker(const CheckCodeMaker&) = delete;
  CheckCodeMaker& operator=(const CheckCodeMaker&) = delete;
  virtual ~CheckCodeMaker() = default;

  /// Returns the code of a permit, `sequence` included. The same key gives the same code. Empty if no code can be made.
  /// Any thread.
  virtual std::string code_of(const Permit& permit) const = 0;
};

/// What an answer needs to make the code of its permit. Without `codes` there is none.
struct CheckCodeInput {
  const CheckCodeMaker* codes = nullptr;  ///< borrowed
  Sequence sequence = 0;                  ///< of the entry being made, and of the permit if the entry grants one
};

}  // namespace permit
