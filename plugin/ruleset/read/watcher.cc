#include "ruleset/read/watcher.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

#include <poll.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

namespace permit {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// A file counts when it is complete. IN_CREATE matters only for links, which are complete at once.
constexpr std::uint32_t kInFolder = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_ATTRIB | IN_CREATE |
                                    IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;
constexpr std::uint32_t kInParent = IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_ONLYDIR;

/// Identifies the folder that a path leads to.
struct Identity {
  dev_t device = 0;
  ino_t inode = 0;  ///< 0: none

  friend bool operator==(const Identity&, const Identity&) = default;
};

Identity identity_of(const std::string& folder) {
  struct stat status = {};
  if (stat(folder.c_str(), &status) != 0) return {};
  return {status.st_dev, status.st_ino};
}

/// A hard or symbolic link; no IN_CLOSE_WRITE follows its creation.
bool is_link(const std::string& path) {
  struct stat status = {};
  return lstat(path.c_str(), &status) == 0 && (S_ISLNK(status.st_mode) || status.st_nlink > 1);
}

std::string without_slashes(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

std::string parent_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace

class FolderWatch::Watches {
 public:
  Watches(int inotify, std::string folder)
      : inotify_(inotify),
        folder_(without_slashes(std::move(folder))),
        parent_(parent_of(folder_)),
        name_(folder_.substr(folder_.rfind('/') + 1)) {
    watch_parent();
    watch_folder();
  }
  Watches(const Watches&) = delete;
  Watches& operator=(const Watches&) = delete;
  ~Watches() { close(inotify_); }

  bool wait_for_change(milliseconds timeout) {
    const auto end = Clock::now() + timeout;
    bool changed = follow_folder();
    while (!changed) {
      const auto left = std::chrono::ceil<milliseconds>(end - Clock::now());
      if (left.count() <= 0) return follow_folder() || is_blind();
      changed = wait_for_events(left) && take_events();
    }
    await_quiet();
    follow_folder();
    return true;
  }

 private:
  void watch_parent() { parent_watch_ = inotify_add_watch(inotify_, parent_.c_str(), kInParent); }

  void watch_folder() {
    // Read before the watch is set: an exchange between the two is seen the next time.
    watched_ = identity_of(folder_);
    folder_watch_ = inotify_add_watch(inotify_, folder_.c_str(), kInFolder);
  }

  /// Whether no watch could be set on a folder that exists; it then counts as changed at the end of every call.
  bool is_blind() const { return folder_watch_ < 0 && watched_.inode != 0; }

  /// Watches the folder that the path leads to now; returns true if it is another folder than before.
  bool follow_folder() {
    if (identity_of(folder_) == watched_) return false;
    if (folder_watch_ >= 0) inotify_rm_watch(inotify_, folder_watch_);
    inotify_rm_watch(inotify_, parent_watch_);
    watch_parent();
    watch_folder();
    return true;
  }

  bool wait_for_events(milliseconds timeout) const {
    pollfd readable = {inotify_, POLLIN, 0};
    return poll(&readable, 1, static_cast<int>(timeout.count())) > 0;
  }

  void await_quiet() {
    const auto end = Clock::now() + kLongestBurst;
    for (;;) {
      const auto left = std::chrono::ceil<milliseconds>(end - Clock::now());
      if (left.count() <= 0 || !wait_for_events(std::min(left, kQuiet))) return;
      take_events();
    }
  }

  /// Takes all pending events; returns whether any is a change of the folder.
  bool take_events() {
    alignas(inotify_event) std::array<char, 16384> buffer;
    bool changed = false;
    ssize_t size = 0;
    while ((size = read(inotify_, buffer.data(), buffer.size())) > 0) {
      for (const char* at = buffer.data(); at < buffer.data() + size;) {
        const auto* event = reinterpret_cast<const inotify_event*>(at);
        changed = is_change(*event, event->len > 0 ? at + sizeof(inotify_event) : "") || changed;
        at += sizeof(inotify_event) + event->len;
      }
    }
    return changed;
  }

  bool is_change(const inotify_event& event, std::string_view name) {
    if (event.mask & IN_Q_OVERFLOW) return true;
    if (event.mask & IN_IGNORED) {
      if (event.wd == folder_watch_) folder_watch_ = -1;
      return false;
    }
    if (event.wd == parent_watch_ && name == name_) return true;
    if (event.wd != folder_watch_) return false;
    if (event.mask & IN_CREATE) return is_link(folder_ + "/" + std::string(name));
    return true;
  }

  int inotify_;
  std::string folder_;
  std::string parent_;
  std::string name_;  ///< of the folder in its parent
  int parent_watch_ = -1;
  int folder_watch_ = -1;
  Identity watched_;  ///< the folder that folder_watch_ watches
};

FolderWatch::FolderWatch(std::unique_ptr<Watches> watches) : watches_(std::move(watches)) {}
FolderWatch::FolderWatch(FolderWatch&&) noexcept = default;
FolderWatch& FolderWatch::operator=(FolderWatch&&) noexcept = default;
FolderWatch::~FolderWatch() = default;

Result<FolderWatch> FolderWatch::open(std::string folder) {
  const int inotify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (inotify < 0) {
    return Error{folder + ": cannot watch for changes: " + std::strerror(errno) +  // NOLINT(concurrency-mt-unsafe)
                 "; see fs.inotify.max_user_instances"};
  }
  return FolderWatch(std::make_unique<Watches>(inotify, std::move(folder)));
}

bool FolderWatch::wait_for_change(milliseconds timeout) { return watches_->wait_for_change(timeout); }

}  // namespace permit
