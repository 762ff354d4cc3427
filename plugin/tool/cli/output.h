// The output of a verb: standard output or a file.
#pragma once

#include <memory>
#include <optional>
#include <ostream>
#include <string>

#include <sys/types.h>

#include "base/result.h"

namespace permit::tool {

/// finish() replaces a regular file as a whole, or leaves it as it was. The file and its folder must be writable. A
/// link of the caller or of root to a regular file stays, and that file is replaced; a dangling one is replaced itself.
/// A link of another user is an error. A device or a pipe, such as `/dev/stdout`, is written directly.
class Output {
 public:
  static constexpr mode_t kPrivate = 0600;  ///< personal data: only for the owner

  /// An empty path is standard output. Without `mode` the file gets the mode of the file that it replaces, or else that
  /// of the umask.
  static Result<std::unique_ptr<Output>> open(const std::string& path, std::optional<mode_t> mode = {});
  virtual ~Output() = default;

  /// Borrowed; may be used until finish().
  virtual std::ostream& stream() = 0;
  /// The error says that the file is not complete. main() checks standard output.
  virtual Status finish() = 0;
  /// finish() and the destructor work with the present rights from now on, also if this process gives them up.
  /// REQUIRES: one thread.
  virtual Status keep_rights() { return Done{}; }
};

}  // namespace permit::tool
