// Notices every change of a rule folder.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "base/result.h"

namespace permit {

/// Watches one folder by inotify. Notices files that are saved in place, saved under another name and renamed (editors,
/// rsync), or removed; and the folder itself renamed, replaced, or exchanged by a symbolic link anywhere in its path.
/// Waits for a folder that vanishes. Used by one thread.
class FolderWatch {
 public:
  /// A burst of changes counts as one change. It ends when nothing has changed for kQuiet, and after kLongestBurst at
  /// the latest.
  static constexpr std::chrono::milliseconds kQuiet{20};
  static constexpr std::chrono::milliseconds kLongestBurst{80};

  /// The folder need not exist yet. Returns an error if the system has no inotify instance left.
  static Result<FolderWatch> open(std::string folder);

  FolderWatch(FolderWatch&&) noexcept;
  FolderWatch& operator=(FolderWatch&&) noexcept;
  ~FolderWatch();

  /// Waits until the folder has changed since the last call, or since open(), and returns true: read the folder again.
  /// Returns false after `timeout`. A change without an event (a link exchanged high up in the path) is seen at the end
  /// of a call, so timeouts of a second or less are best.
  bool wait_for_change(std::chrono::milliseconds timeout);

 private:
  class Watches;
  explicit FolderWatch(std::unique_ptr<Watches> watches);

  std::unique_ptr<Watches> watches_;
};

}  // namespace permit
