// Why work on the register failed.
#pragma once

#include <stdexcept>
#include <string>

namespace permit {

/// Thrown inside a transaction. lmdb::Environment catches it, aborts the transaction and returns an Error. Never leaves
/// store/.
class Failure : public std::runtime_error {
 public:
  /// `code` is LMDB's or an errno. If 0, the data makes no sense, and `what` is the whole message.
  Failure(int code, const std::string& what) : std::runtime_error(what), code_(code) {}

  int code() const { return code_; }

 private:
  int code_;
};

/// What an operator can do about a damaged register: the end of a message.
inline constexpr const char* kRestoreBackup = "Restore a backup (permitctl store restore).";

inline Failure damaged(const std::string& what) { return {0, what + " is damaged. " + kRestoreBackup}; }

}  // namespace permit
