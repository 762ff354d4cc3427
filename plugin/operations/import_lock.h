// One import at a time.
#pragma once

#include <string>
#include <utility>

#include "base/result.h"
#include "system/descriptor.h"

namespace permit {

/// The importing process holds it until it ends, in whatever way (flock(2)): rows that are staged while nobody holds it
/// are left over. Its file is next to those of LMDB, because those must not be opened and closed.
class ImportLock {
 public:
  /// The error says that another import runs, or why it cannot be taken.
  static Result<ImportLock> take(const std::string& store);
  /// Whether a process holds it.
  static bool is_held(const std::string& store);

 private:
  explicit ImportLock(Descriptor file) : file_(std::move(file)) {}

  Descriptor file_;
};

}  // namespace permit
