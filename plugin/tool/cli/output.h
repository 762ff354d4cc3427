// Where a verb prints: standard output, or a file.
#pragma once

#include <memory>
#include <optional>
#include <ostream>
#include <string>

#include <sys/types.h>

#include "base/result.h"

namespace permit::tool {

/// A regular file is replaced as a whole by finish(), or stays as it was; it must be writable, and so must its folder.
/// A link to a regular file stays, and that file is replaced; a link to nothing is replaced itself. A device or a pipe,
/// `/dev/stdout` say, is written to directly.
class Output {
 public:
  static constexpr mode_t kPrivate = 0600;  ///< personal data, for the owner alone

  /// An empty path: standard output. Without a mode: that of the file that is replaced, else what the umask leaves.
  static Result<std::unique_ptr<Output>> open(const std::string& path, std::optional<mode_t> mode = {});
  virtual ~Output() = default;

  /// Borrowed; may be used until finish().
  virtual std::ostream& stream() = 0;
  /// The error: not all that was printed has arrived in the file. Whether it has arrived in standard output, main says.
  virtual Status finish() = 0;
};

}  // namespace permit::tool
