// Replaces a file as a whole: a reader finds the old bytes or all of the new ones, never a part.
//
// The new bytes go into a temporary file in the same folder, which then takes the name. Nothing opens the old file for
// writing. A symbolic link of that name is replaced, not followed; the file that it points to stays. A device, a pipe
// or a folder of that name is refused.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <sys/types.h>

#include "base/result.h"
#include "system/descriptor.h"

namespace permit {

struct ReplaceOptions {
  /// The exact mode, whatever the umask. Nothing: the mode of the old file, and its owner where this process may give a
  /// file away; 0666 less the umask where there is no old file.
  std::optional<mode_t> mode = {};
  /// Whether commit() returns only when the bytes and the name are on disk. Without it a power cut may lose both files.
  bool sync = true;
  /// The path of the temporary file, in the same folder; create() fails while another process has it. Empty: a hidden
  /// name that nobody else uses.
  std::string temporary = {};
};

/// The new file until it takes the name. The destructor removes it unless commit() was called and succeeded; a process
/// that is killed leaves it.
class AtomicFile {
 public:
  static Result<AtomicFile> create(const std::string& path, const ReplaceOptions& options = {});
  AtomicFile(AtomicFile&& other) noexcept
      : path_(std::move(other.path_)),
        temporary_(std::exchange(other.temporary_, {})),
        file_(std::move(other.file_)),
        sync_(other.sync_) {}
  AtomicFile& operator=(AtomicFile&&) = delete;
  ~AtomicFile();

  /// For writing and for fchown(2); borrowed.
  int descriptor() const { return file_.get(); }
  Status write(std::string_view bytes);
  /// Gives the new file the name. An error before that leaves the old file as it was. REQUIRES: no earlier commit().
  Status commit();

 private:
  AtomicFile(std::string path, std::string temporary, int file, bool sync)
      : path_(std::move(path)), temporary_(std::move(temporary)), file_(file), sync_(sync) {}

  std::string path_;
  std::string temporary_;  ///< empty once it has the name
  Descriptor file_;
  bool sync_;
};

/// Creates, writes and commits.
Status replace_file(const std::string& path, std::string_view bytes, const ReplaceOptions& options = {});

/// `PATH: cannot be written: REASON`, by the number of an errno.
Error not_written(const std::string& path, int reason);

}  // namespace permit
