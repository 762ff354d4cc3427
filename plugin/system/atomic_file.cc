#include "system/atomic_file.h"

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "system/write_all.h"

namespace permit {

namespace {

namespace fs = std::filesystem;

constexpr mode_t kPermissions = 07777;
constexpr mode_t kOwnerOnly = 0600;
constexpr mode_t kBeforeUmask = 0666;
constexpr int kMostTries = 100;            // for a unique name
constexpr std::size_t kLongestStem = 200;  // of a file name, which may have 255 bytes

fs::path folder_of(const std::string& path) {
  const fs::path folder = fs::path(path).parent_path();
  return folder.empty() ? fs::path(".") : folder;
}

/// `.NAME.XXXXXX` in the folder of the file. Rule folders and metrics collectors ignore hidden names.
std::string hidden_name(const std::string& path) {
  static constexpr std::string_view kDigits = "abcdefghijklmnopqrstuvwxyz234567";
  std::array<std::uint8_t, 6> random{};
  if (getrandom(random.data(), random.size(), 0) != static_cast<ssize_t>(random.size())) return {};
  std::string name = "." + fs::path(path).filename().string().substr(0, kLongestStem) + ".";
  for (const std::uint8_t each : random) name += kDigits[each % kDigits.size()];
  return (folder_of(path) / name).string();
}

int create_new(const std::string& path, mode_t mode) {
  return open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
}

/// Only root can give a file to another user; other users can only change its group to one of theirs. If neither works,
/// the new file keeps its owner.
void keep_owner(int file, const struct stat& old) {
  struct stat now = {};
  if (fstat(file, &now) != 0 || (now.st_uid == old.st_uid && now.st_gid == old.st_gid)) return;
  if (fchown(file, old.st_uid, old.st_gid) == 0) return;
  [[maybe_unused]] const int given = fchown(file, static_cast<uid_t>(-1), old.st_gid);
}

bool sync_folder(const fs::path& path) {
  const Descriptor folder(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return folder.get() >= 0 && fsync(folder.get()) == 0;
}

}  // namespace

Error not_written(const std::string& path, int reason) {
  return {path + ": cannot be written: " + std::generic_category().message(reason)};
}

Result<AtomicFile> AtomicFile::create(const std::string& path, const ReplaceOptions& options) {
  struct stat old = {};
  const bool is_there = lstat(path.c_str(), &old) == 0;
  if (is_there && !S_ISREG(old.st_mode) && !S_ISLNK(old.st_mode)) return Error{path + ": is not a regular file"};

  const bool copies_old_mode = !options.mode && is_there && S_ISREG(old.st_mode);
  const mode_t initial_mode = options.mode ? *options.mode : copies_old_mode ? kOwnerOnly : kBeforeUmask;
  std::string temporary = options.temporary;
  int file = temporary.empty() ? -1 : create_new(temporary, initial_mode);
  if (file < 0 && !temporary.empty() && errno == EEXIST) {
    return Error{"`" + temporary + "' exists: another program is writing " + path +
                 " now, or was interrupted; if it was, remove the file"};
  }
  for (int tries = 0; options.temporary.empty() && file < 0 && tries < kMostTries; ++tries) {
    temporary = hidden_name(path);
    file = create_new(temporary, initial_mode);
    if (errno != EEXIST) break;
  }
  if (file < 0) return not_written(path, errno);

  AtomicFile made(path, std::move(temporary), file, options.sync);
  if (copies_old_mode) {
    keep_owner(file, old);
    if (fchmod(file, old.st_mode & kPermissions) != 0) return not_written(path, errno);
  }
  if (options.mode && fchmod(file, *options.mode) != 0) return not_written(path, errno);
  return made;
}

AtomicFile::~AtomicFile() {
  if (!temporary_.empty()) unlink(temporary_.c_str());
}

Status AtomicFile::write(std::string_view bytes) {
  return write_all(file_.get(), bytes) ? Status(Done{}) : not_written(path_, errno);
}

Status AtomicFile::commit() {
  if (sync_ && fsync(file_.get()) != 0) return not_written(path_, errno);
  if (std::rename(temporary_.c_str(), path_.c_str()) != 0) return not_written(path_, errno);
  temporary_.clear();
  if (sync_ && !sync_folder(folder_of(path_))) return not_written(path_, errno);
  return Done{};
}

Status replace_file(const std::string& path, std::string_view bytes, const ReplaceOptions& options) {
  auto file = AtomicFile::create(path, options);
  if (!file) return file.error();
  if (Status written = file->write(bytes); !written) return written;
  return file->commit();
}

}  // namespace permit
