// One import at a time.
#pragma once

#include <string>
#include <utility>

#include "base/result.h"
#include "system/descriptor.h"

namespace permit {

/// Held by whoever imports into a register, until he ends, however he does: what is staged and not held is left over
/// (flock(2)). Its file lies beside those of LMDB, which must not be opened and closed.
class ImportLock {
 public:
  /// The error says that another import runs, or why it cannot be taken.
  static Result<ImportLock> take(const std::string& store);
  /// Whether anybody holds it.
  static bool is_held(const std::string& store);

 private:
  explicit ImportLock(Descriptor file) : file_(std::move(file)) {}

  Descriptor file_;
};

}  // namespace permit
