// One import at a time.
#pragma once

#include <string>
#include <utility>

#include "base/result.h"
#include "system/descriptor.h"

namespace permit {

/// The importing process holds it until it ends, however it ends (flock(2)): rows that are staged while nobody holds
/// the lock are left over. The lock has its own file, because the files of LMDB must not be opened and closed.
class ImportLock {
 public:
  /// The error says that another import runs, or why the lock cannot be taken.
  static Result<ImportLock> take(const std::string& store);
  /// Whether a process holds it.
  static bool is_held(const std::string& store);

 private:
  explicit ImportLock(Descriptor file) : file_(std::move(file)) {}

  Descriptor file_;
};

}  // namespace permit
