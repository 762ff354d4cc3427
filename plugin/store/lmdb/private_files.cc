#include "store/lmdb/private_files.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "system/descriptor.h"

namespace permit::lmdb {
namespace {

constexpr std::array kData = {"data.mdb", "lock.mdb"};
constexpr std::array kLocks = {"writer.lock", "import.lock"};  // empty files
constexpr std::string_view kUnfinishedCopy = "compact.partial";
constexpr mode_t kGroupAndOthers = 07077;  // also the bits that set a user or a group
constexpr mode_t kOthersWrite = 0022;

/// A file or folder whose mode may have to change.
struct Entry {
  Descriptor path;  ///< O_PATH: closing it drops no lock
  mode_t mode;
};

bool is_of_register(std::string_view name) {
  const auto is_among = [&](const auto& names) { return std::find(names.begin(), names.end(), name) != names.end(); };
  return name == "." || name == ".." || name == kUnfinishedCopy || is_among(kData) || is_among(kLocks);
}

/// Returns true also when the folder cannot be read.
bool has_other_files(int folder) {
  const int copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const std::unique_ptr<DIR, int (*)(DIR*)> entries(copy < 0 ? nullptr : fdopendir(copy), closedir);
  if (!entries) return true;
  while (const dirent* entry = readdir(entries.get()))  // NOLINT(concurrency-mt-unsafe): the stream is not shared
    if (!is_of_register(entry->d_name)) return true;
  return false;
}

/// Returns those files that belong to `owner`.
template <typename Names>
std::vector<Entry> find(const Names& names, int folder, uid_t owner) {
  std::vector<Entry> files;
  for (const char* name : names) {
    Descriptor path(openat(folder, name, O_PATH | O_NOFOLLOW | O_CLOEXEC));
    struct stat status {};
    if (path.get() < 0 || fstat(path.get(), &status) != 0) continue;
    if (S_ISREG(status.st_mode) && status.st_uid == owner)
      files.push_back({.path = std::move(path), .mode = status.st_mode & 07777});
  }
  return files;
}

int make_private(const std::vector<Entry>& files) {
  for (const Entry& file : files) {
    if ((file.mode & kGroupAndOthers) == 0) continue;
    const std::string path = "/proc/self/fd/" + std::to_string(file.path.get());  // fchmod(2) refuses O_PATH
    if (chmod(path.c_str(), file.mode & ~kGroupAndOthers) != 0) return errno;
  }
  return 0;
}

}  // namespace

int make_private(int folder) {
  struct stat status {};
  if (fstat(folder, &status) != 0) return errno;
  if (geteuid() != 0 && geteuid() != status.st_uid) return 0;
  const std::vector<Entry> data = find(kData, folder, status.st_uid);
  const auto is_open_to_all = [](const Entry& file) { return (file.mode & S_IWOTH) != 0; };
  if ((status.st_mode & S_IWOTH) != 0 || std::any_of(data.begin(), data.end(), is_open_to_all)) return 0;

  if (const int error = make_private(data)) return error;
  if (const int error = make_private(find(kLocks, folder, status.st_uid))) return error;
  const mode_t mode = status.st_mode & 07777;
  const mode_t narrow = mode & ~(has_other_files(folder) ? kOthersWrite : kGroupAndOthers);
  return narrow == mode || fchmod(folder, narrow) == 0 ? 0 : errno;
}

}  // namespace permit::lmdb
