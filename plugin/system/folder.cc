#include "system/folder.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <limits.h>
#include <sys/random.h>
#include <unistd.h>

#include "system/user_names.h"

namespace permit {

namespace {

namespace fs = std::filesystem;

constexpr uid_t kRoot = 0;
constexpr int kMostLinks = 40;             // on one path, as the kernel allows
constexpr int kMostTries = 100;            // to open a file that others create and remove
constexpr std::size_t kLongestStem = 200;  // of a file name, which may have 255 bytes
constexpr int kFolder = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
constexpr int kFile = O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;  // a pipe is opened without a wait
constexpr mode_t kAccess = 0777;

std::string in_quotes(const std::string& path) { return "`" + path + "'"; }

std::string reason() { return std::generic_category().message(errno); }

/// Makes an error from errno and leaves errno as it is.
Error not_opened(const std::string& path) { return {in_quotes(path) + " cannot be opened: " + reason()}; }

template <typename T>
Result<T> fail(int code, const std::string& message) {
  errno = code;
  return Error{message};
}

// ---- A path, as root -------------------------------------------------------------------------------------------

/// Follows a path from component to component.
class Walk {
 public:
  explicit Walk(const std::string& path) : path_(path) { enter(path); }

  Result<Descriptor> run() {
    while (!left_.empty()) {
      if (at_.get() < 0) return not_opened(path_);
      const std::string part = left_.back();
      left_.pop_back();
      Descriptor next(openat(at_.get(), part.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
      struct stat status {};
      if (next.get() < 0 || fstat(next.get(), &status) != 0) return not_opened(path_);
      if (!S_ISLNK(status.st_mode)) {
        at_ = std::move(next);
      } else if (status.st_uid != kRoot) {
        return fail<Descriptor>(ELOOP, in_quotes(path_) + " leads over a symbolic link of " +
                                           user_in_words(status.st_uid) + ", `" + part +
                                           "', which root does not follow; name the folder itself, or remove the link");
      } else if (!follow(next)) {
        return not_opened(path_);
      }
    }
    if (at_.get() < 0) return not_opened(path_);
    Descriptor folder(openat(at_.get(), ".", kFolder));
    if (folder.get() < 0) return not_opened(path_);
    return folder;
  }

 private:
  /// Continues with a path, absolute or from here.
  void enter(const std::string& path) {
    if (path.starts_with('/')) {
      at_ = Descriptor(::open("/", O_PATH | O_DIRECTORY | O_CLOEXEC));
    } else if (at_.get() < 0 && !path.empty()) {
      at_ = Descriptor(::open(".", O_PATH | O_DIRECTORY | O_CLOEXEC));
    } else if (path.empty()) {
      errno = ENOENT;
    }
    const std::size_t before = left_.size();
    for (const fs::path& part : fs::path(path).relative_path())
      if (!part.empty()) left_.push_back(part.string());
    std::reverse(left_.begin() + static_cast<std::ptrdiff_t>(before), left_.end());
  }

  bool follow(const Descriptor& link) {
    std::array<char, PATH_MAX> target{};
    const ssize_t size = readlinkat(link.get(), "", target.data(), target.size());
    if (size < 0) return false;
    if (++links_ > kMostLinks) {
      errno = ELOOP;
      return false;
    }
    enter({target.data(), static_cast<std::size_t>(size)});
    return true;
  }

  const std::string path_;
  Descriptor at_{-1};
  std::vector<std::string> left_;  // components, the next one last
  int links_ = 0;
};

}  // namespace

// ---- Folders ---------------------------------------------------------------------------------------------------

Result<Folder> Folder::open(const std::string& path) {
  if (geteuid() != kRoot || path.starts_with(kDescriptors)) {
    Descriptor opened(::open(path.c_str(), kFolder));
    if (opened.get() < 0) return not_opened(path);
    return Folder(path, std::move(opened));
  }
  auto opened = Walk(path).run();
  if (!opened) return opened.error();
  return Folder(path, std::move(*opened));
}

Result<Folder> Folder::open_folder(const std::string& name) const {
  Descriptor opened(openat(get(), name.c_str(), kFolder | O_NOFOLLOW));
  if (opened.get() < 0) return not_opened(path_of(name));
  return Folder(path_of(name), std::move(opened));
}

Result<Folder> Folder::make_folder(const std::string& name, mode_t mode) const {
  if (mkdirat(get(), name.c_str(), mode) != 0)
    return fail<Folder>(errno, in_quotes(path_of(name)) + " cannot be made: " + reason());
  auto made = open_folder(name);
  if (!made) return made;
  const struct stat status = made->status();
  if (status.st_uid != geteuid())
    return fail<Folder>(EPERM, in_quotes(path_of(name)) + " was replaced by " + user_in_words(status.st_uid) +
                                   " while it was made; find out why, then try again");
  const bool is_narrowed = (status.st_mode & kAccess) != mode;  // a needless fchmod may clear the setgid bit
  if (is_narrowed && fchmod(made->get(), mode | (status.st_mode & S_ISGID)) != 0)
    return fail<Folder>(errno, in_quotes(path_of(name)) + " cannot get its mode: " + reason());
  return made;
}

struct stat Folder::status() const {
  struct stat status {};
  fstat(get(), &status);  // of an open descriptor, it fails only on a failing disk
  return status;
}

Result<std::pair<Folder, std::string>> Folder::place() const {
  std::error_code failed;
  const fs::path real = fs::read_symlink(descriptor_path(), failed);
  Descriptor above(openat(get(), "..", kFolder));
  if (failed || above.get() < 0) return not_opened(path_ + "/..");
  struct stat named {};
  const struct stat own = status();
  if (fstatat(above.get(), real.filename().c_str(), &named, AT_SYMLINK_NOFOLLOW) != 0 || named.st_dev != own.st_dev ||
      named.st_ino != own.st_ino)
    return Error{in_quotes(path_) + " was replaced while it was opened; try again"};
  return std::pair(Folder(real.parent_path(), std::move(above)), real.filename().string());
}

bool Folder::sync() const { return fsync(get()) == 0; }

// The descriptor keeps the folder, and remove_all() follows no links in it.
bool Folder::remove(const std::string& name) const {
  std::error_code failed;
  fs::remove_all(fs::path(descriptor_path()) / name, failed);
  return !failed;
}

// ---- Files -----------------------------------------------------------------------------------------------------

Error Folder::cannot(const std::string& name, const std::string& what) const {
  const int code = errno;
  if (code == EACCES)
    if (const Status accessible = check_access(name); !accessible) return accessible.error();
  errno = code;
  return {in_quotes(path_of(name)) + " " + what + ": " + std::generic_category().message(code)};
}

Status Folder::check_access(const std::string& name) const {
  struct stat file {};
  const struct stat folder = status();
  const bool is_anothers = fstatat(get(), name.c_str(), &file, AT_SYMLINK_NOFOLLOW) == 0 &&
                           file.st_uid != folder.st_uid && file.st_uid != geteuid();
  if (!is_anothers || faccessat(get(), name.c_str(), R_OK | W_OK, AT_EACCESS) == 0) return Done{};
  return fail<Done>(EPERM, in_quotes(path_of(name)) + " belongs to " + user_in_words(file.st_uid) + " and " +
                               user_in_words(geteuid()) +
                               " may not use it; give it to the owner of its folder: chown " +
                               std::to_string(folder.st_uid) + " " + path_of(name));
}

Status Folder::check_file(const std::string& name) const {
  struct stat file {};
  if (fstatat(get(), name.c_str(), &file, AT_SYMLINK_NOFOLLOW) != 0)
    return errno == ENOENT ? Status(Done{}) : cannot(name, "cannot be examined");
  const std::string path = in_quotes(path_of(name));
  if (S_ISLNK(file.st_mode))
    return fail<Done>(ELOOP, path + " is a symbolic link, which is not followed; find out who made it, and remove it");
  if (!S_ISREG(file.st_mode))
    return fail<Done>(EINVAL, path + " is not a regular file; find out who made it, and remove it");
  if (file.st_nlink > 1)
    return fail<Done>(EMLINK, path +
                                  " has a second name (a hard link), under which others may change it; find out who "
                                  "made that, and remove one of them");
  const struct stat folder = status();
  if (file.st_uid != folder.st_uid && file.st_uid != kRoot && file.st_uid != geteuid())
    return fail<Done>(EPERM, path + " belongs to " + user_in_words(file.st_uid) +
                                 ", not to the owner of its folder; find out who made it, and remove it or give it "
                                 "to that owner: chown " +
                                 std::to_string(folder.st_uid) + " " + path_of(name));
  return Done{};
}

Result<Descriptor> Folder::open_file(const std::string& name) const {
  if (const Status safe = check_file(name); !safe) return safe.error();
  Descriptor opened(openat(get(), name.c_str(), kFile));
  if (opened.get() < 0) return cannot(name, "cannot be opened");
  struct stat file {};
  if (fstat(opened.get(), &file) != 0 || !S_ISREG(file.st_mode) || file.st_nlink > 1)
    return fail<Descriptor>(EAGAIN, in_quotes(path_of(name)) + " changed while it was opened; find out why");
  return opened;
}

Result<Descriptor> Folder::create_file(const std::string& name, mode_t mode) const {
  Descriptor made(openat(get(), name.c_str(), kFile | O_CREAT | O_EXCL, mode & (S_IRUSR | S_IWUSR)));
  if (made.get() < 0) return cannot(name, "cannot be created");
  const struct stat folder = status();
  const bool is_given = geteuid() == kRoot && folder.st_uid != kRoot;
  if (is_given && fchown(made.get(), folder.st_uid, folder.st_gid) != 0) return cannot(name, "cannot get its owner");
  if (fchmod(made.get(), mode & kAccess) != 0) return cannot(name, "cannot get its mode");
  return made;
}

Result<Descriptor> Folder::open_or_create_file(const std::string& name, mode_t mode) const {
  for (int tries = 0;; ++tries) {
    auto opened = open_file(name);
    if (opened || errno != ENOENT) return opened;
    auto made = create_file(name, mode);
    if (made || errno != EEXIST || tries == kMostTries) return made;
  }
}

std::string hidden_name(const std::string& name) {
  static constexpr std::string_view kDigits = "abcdefghijklmnopqrstuvwxyz234567";
  std::array<std::uint8_t, 6> random{};
  if (getrandom(random.data(), random.size(), 0) != static_cast<ssize_t>(random.size())) return {};
  std::string hidden = "." + name.substr(0, kLongestStem) + ".";
  for (const std::uint8_t each : random) hidden += kDigits[each % kDigits.size()];
  return hidden;
}

}  // namespace permit
