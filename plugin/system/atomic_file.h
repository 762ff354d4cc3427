// Replaces a whole file: a reader finds either the old bytes or all of the new ones.
//
// The new bytes go into a temporary file in the same folder, which is then renamed. The old file is never opened for
// writing. A symbolic link of that name is replaced, not followed; the file that it points to stays. A device, a pipe
// or a folder of that name is an error. The folder is held open from create() on, so a link on its path has no effect.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <sys/types.h>

#include "base/result.h"
#include "system/descriptor.h"

namespace permit {

class Folder;

struct ReplaceOptions {
  /// The exact mode, whatever the umask. If absent: the access mode of the old file, and its owner if this process may
  /// change it; 0666 less the umask if there is no old file.
  std::optional<mode_t> mode = {};
  /// Whether commit() waits until the bytes and the name are on disk. Without it a power cut may lose both files.
  bool sync = true;
  /// The path of the temporary file, in the same folder; create() fails while another process has it. Empty: a hidden,
  /// unique name.
  std::string temporary = {};
};

/// The new file before it gets its name. The destructor removes it unless commit() succeeded; a killed process leaves
/// it behind.
class AtomicFile {
 public:
  static Result<AtomicFile> create(const std::string& path, const ReplaceOptions& options = {});
  /// Creates it for a name in a folder that is held already.
  static Result<AtomicFile> create_in(const Folder& folder, const std::string& name,
                                      const ReplaceOptions& options = {});
  AtomicFile(AtomicFile&& other) noexcept
      : path_(std::move(other.path_)),
        folder_(std::move(other.folder_)),
        temporary_(std::exchange(other.temporary_, {})),
        file_(std::move(other.file_)),
        sync_(other.sync_) {}
  AtomicFile& operator=(AtomicFile&&) = delete;
  ~AtomicFile();

  /// For writing and for fchown(2); stays owned by this object.
  int descriptor() const { return file_.get(); }
  Status write(std::string_view bytes);
  /// Renames the new file to its final name. An error before the rename leaves the old file unchanged. REQUIRES: no
  /// earlier commit().
  Status commit();
  /// Removes the new file. REQUIRES: no commit() afterwards.
  void discard();
  /// Leaves the new file to another process, which commits or discards it.
  void release() { temporary_.clear(); }

 private:
  AtomicFile(std::string path, Descriptor folder, std::string temporary, int file, bool sync)
      : path_(std::move(path)),
        folder_(std::move(folder)),
        temporary_(std::move(temporary)),
        file_(file),
        sync_(sync) {}
  static Result<AtomicFile> create_at(Descriptor folder, const std::string& path, const ReplaceOptions& options);

  std::string path_;       ///< its last part is the name in the folder
  Descriptor folder_;      ///< by O_PATH, so the folder need not be readable
  std::string temporary_;  ///< the name in the folder; empty once it is renamed
  Descriptor file_;
  bool sync_;
};

/// Creates, writes and commits.
Status replace_file(const std::string& path, std::string_view bytes, const ReplaceOptions& options = {});

/// Returns `PATH: cannot be written: REASON`; `reason` is an errno value.
Error not_written(const std::string& path, int reason);

}  // namespace permit
