// Was a permit given with this check code? No register is read.
//
// Two steps: what somebody asks is read by the rules; the answer needs the keys, which may be kept elsewhere.
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

/// What a code is asked about.
struct CodeQuestion {
  Subject by = Subject::document;  ///< phone, where the service knows phones alone
  std::string holder;              ///< as the register writes it
  Instant at{};
};

/// `at`: local time; empty: now. OperationError: bad_input.
Result<CodeQuestion, OperationError> read_code_question(const RuleSet& rules, const std::string& holder,
                                                        const std::string& at, Instant now);

struct Verification {
  enum class What {
    valid,
    over,         ///< it was given with this code and has ended at that moment
    forged,       ///< no permit of the holder has this code, as far as the rules know purposes
    unknown_key,  ///< the key that the code names is not among the keys
  };

  What what = What::forged;
  std::string purpose{};           ///< of valid and over: its code
  std::string name{};              ///< of its purpose; may be empty
  std::optional<Instant> until{};  ///< of valid and over; nothing: it has no end
};

/// Pure. Tries every purpose of every decree.
Verification verify(const CodeBits& code, const CodeQuestion& question, const Signer& signer, const RuleSet& rules);

}  // namespace permit
