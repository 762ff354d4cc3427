// Why an operation was not done, in a form that each face can turn into its own answer: an exit status, a page, an HTTP
// status.
//
// For all operations: arguments are borrowed for the call; results are owned, except that a PermitView borrows from the
// rules. Any thread may call; threads that share a register wait for each other (store/open.h). The time is an
// argument; only the steps of long work are dated by the host's clock.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "ruleset/diagnostic.h"

namespace permit {

struct OperationError {
  enum class Kind {
    bad_input,     ///< the asker must write something else
    not_found,     ///< nothing in the register fits what was asked for
    conflict,      ///< somebody else changed it at this moment, or does such work now: ask again
    broken_rules,  ///< the rule folder has faults; `diagnostics` lists them and `message` is empty
    no_rules,      ///< the register has had no rules yet
    stale_rules,   ///< the rules in force do not compile with this version
    not_reported,  ///< what is to be written for the asker meanwhile cannot be written
    not_logged,    ///< the look-up must be written into the register's log, and that cannot be done
    unavailable,   ///< a register or a file cannot be opened, read or written
  };

  /// What the world did not give.
  OperationError(Error error)  // NOLINT(google-explicit-constructor)
      : OperationError(Kind::unavailable, std::move(error.message)) {}
  OperationError(Kind why, std::string words, std::string faulty = {})
      : kind(why), message(std::move(words)), input(std::move(faulty)) {}

  Kind kind;
  std::string message;                    ///< one sentence without a line end; may quote personal data of the asker
  std::string input;                      ///< bad_input: the name of the input, with which `message` begins; or empty
  std::string folder{};                   ///< broken_rules: where the files of `diagnostics` are
  std::vector<Diagnostic> diagnostics{};  ///< broken_rules: by file and line, with warnings
};

/// `input` names what is wrong; `message` begins with it.
inline OperationError bad_input(std::string message, std::string input = {}) {
  return {OperationError::Kind::bad_input, std::move(message), std::move(input)};
}
inline OperationError bad_input(const Error& error) { return bad_input(error.message); }

}  // namespace permit
