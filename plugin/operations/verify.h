// Checks whether a permit was given with a check code. Reads no register.
//
// There are two steps: reading the question needs the rules; the answer needs the keys, which may be kept elsewhere.
#pragma once

#include <optional>
#include <string>

#include "checkcode/code.h"
#include "checkcode/signer.h"
#include "core/rule_set.h"
#include "operations/operation_error.h"

namespace permit {

/// The code as people write it, with or without hyphens and spaces. OperationError: bad_input.
Result<CodeBits, OperationError> read_code(const std::string& code);

/// The question about a code.
struct CodeQuestion {
  Subject by = Subject::document;  ///< phone if the service knows only phones
  std::string holder;              ///< as the register writes it
  Instant at{};
};

/// `at`: local time; empty: now. OperationError: bad_input.
Result<CodeQuestion, OperationError> read_code_question(const RuleSet& rules, const std::string& holder,
                                                        const std::string& at, Instant now);

struct Verification {
  enum class What {
    valid,
    ended,        ///< the permit was given with this code but has ended at that moment
    forged,       ///< no permit of the holder has this code, for any purpose in the rules
    unknown_key,  ///< the code names a key that is not in the key file
  };

  What what = What::forged;
  std::string purpose{};           ///< of valid and ended: its code
  std::string name{};              ///< of its purpose; may be empty
  std::optional<Instant> until{};  ///< of valid and ended; nothing: it has no end
};

/// Pure. Tries every purpose of every decree.
Verification verify(const CodeBits& code, const CodeQuestion& question, const Signer& signer, const RuleSet& rules);

}  // namespace permit
