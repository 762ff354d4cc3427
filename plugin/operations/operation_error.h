// The reason why an operation was not done, from which each user interface makes an exit status, a page or an HTTP
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
    bad_input,     ///< the input must be corrected
    not_found,     ///< nothing in the register matches
    conflict,      ///< somebody else has changed it, or does such work now: try again
    broken_rules,  ///< the rule folder has faults; `diagnostics` lists them and `message` is empty
    no_rules,      ///< the register has had no rules yet
    stale_rules,   ///< the rules in force do not compile with this version
    not_reported,  ///< the report for the user cannot be written
    not_logged,    ///< the look-up cannot be written into the register's log, as it must be
    unavailable,   ///< a register or a file cannot be opened, read or written
  };

  /// An error of the system.
  OperationError(Error error)  // NOLINT(google-explicit-constructor)
      : OperationError(Kind::unavailable, std::move(error.message)) {}
  OperationError(Kind why, std::string words, std::string faulty = {})
      : kind(why), message(std::move(words)), input(std::move(faulty)) {}

  Kind kind;
  std::string message;                    ///< one sentence without a line end; may quote personal data of the user
  std::string input;                      ///< bad_input: the name of the wrong input, or empty
  std::string folder{};                   ///< broken_rules: where the files of `diagnostics` are
  std::vector<Diagnostic> diagnostics{};  ///< broken_rules: by file and line, with warnings
};

/// `input` names the wrong input; `message` begins with it, except in check_purge().
inline OperationError bad_input(std::string message, std::string input = {}) {
  return {OperationError::Kind::bad_input, std::move(message), std::move(input)};
}
inline OperationError bad_input(const Error& error) { return bad_input(error.message); }

}  // namespace permit
