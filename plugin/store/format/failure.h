// Why work on the register could not go on.
#pragma once

#include <stdexcept>
#include <string>

namespace permit {

/// Thrown inside a transaction; the transaction's runner aborts it and returns an Error. Never leaves store/.
class Failure : public std::runtime_error {
 public:
  /// `code` is LMDB's or an errno; 0: what was read makes no sense, and `what` says it all.
  Failure(int code, const std::string& what) : std::runtime_error(what), code_(code) {}

  int code() const { return code_; }

 private:
  int code_;
};

}  // namespace permit
