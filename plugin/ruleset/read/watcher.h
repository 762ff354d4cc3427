// Notices that a rule folder has changed, however it was changed.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "base/result.h"

namespace permit {

/// Watches one folder by inotify: files saved in place, saved beside and renamed (editors, rsync), removed, and the
/// folder itself renamed, replaced, or swapped behind a symbolic link anywhere in its path. A folder that vanishes is
/// waited for. One thread.
class FolderWatch {
 public:
  /// A burst of changes is one: it has ended when nothing has changed for kQuiet, and lasts kLongestBurst at most.
  static constexpr std::chrono::milliseconds kQuiet{20};
  static constexpr std::chrono::milliseconds kLongestBurst{80};

  /// The folder need not exist yet. Fails where the system has no inotify instance left.
  static Result<FolderWatch> open(std::string folder);

  FolderWatch(FolderWatch&&) noexcept;
  FolderWatch& operator=(FolderWatch&&) noexcept;
  ~FolderWatch();

  /// Waits until the folder has changed since the last call, or since open(); false when `timeout` is over. What no
  /// event tells (a link swapped far up in the path) is seen at the end of a call, so timeouts of a second or less are
  /// best. True means: read it again.
  bool wait_for_change(std::chrono::milliseconds timeout);

 private:
  class Watches;
  explicit FolderWatch(std::unique_ptr<Watches> watches);

  std::unique_ptr<Watches> watches_;
};

}  // namespace permit
