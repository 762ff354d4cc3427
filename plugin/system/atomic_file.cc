#include "system/atomic_file.h"

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "system/folder.h"
#include "system/write_all.h"

namespace permit {

namespace {

namespace fs = std::filesystem;

constexpr mode_t kAccess = 0777;
constexpr mode_t kOwnerOnly = 0600;
constexpr mode_t kBeforeUmask = 0666;
constexpr int kMostTries = 100;  // for a unique name
constexpr int kFolder = O_PATH | O_DIRECTORY | O_CLOEXEC;

fs::path folder_of(const std::string& path) {
  const fs::path folder = fs::path(path).parent_path();
  return folder.empty() ? fs::path(".") : folder;
}

std::string name_of(const std::string& path) { return fs::path(path).filename().string(); }

int create_new(const Descriptor& folder, const std::string& name, mode_t mode) {
  return openat(folder.get(), name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
}

/// Only root can give a file to another user; other users can only change its group to one of theirs. If neither works,
/// the new file keeps its owner.
void keep_owner(int file, const struct stat& old) {
  struct stat now = {};
  if (fstat(file, &now) != 0 || (now.st_uid == old.st_uid && now.st_gid == old.st_gid)) return;
  if (fchown(file, old.st_uid, old.st_gid) == 0) return;
  [[maybe_unused]] const int given = fchown(file, static_cast<uid_t>(-1), old.st_gid);
}

bool sync_folder(const Descriptor& folder) {
  const Descriptor readable(openat(folder.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return readable.get() >= 0 && fsync(readable.get()) == 0;
}

}  // namespace

Error not_written(const std::string& path, int reason) {
  return {path + ": cannot be written: " + std::generic_category().message(reason)};
}

Result<AtomicFile> AtomicFile::create(const std::string& path, const ReplaceOptions& options) {
  Descriptor folder(open(folder_of(path).c_str(), kFolder));
  if (folder.get() < 0) return not_written(path, errno);
  return create_at(std::move(folder), path, options);
}

Result<AtomicFile> AtomicFile::create_in(const Folder& folder, const std::string& name, const ReplaceOptions& options) {
  Descriptor held(openat(folder.get(), ".", kFolder));
  if (held.get() < 0) return not_written(folder.path_of(name), errno);
  return create_at(std::move(held), folder.path_of(name), options);
}

Result<AtomicFile> AtomicFile::create_at(Descriptor folder, const std::string& path, const ReplaceOptions& options) {
  const std::string name = name_of(path);
  struct stat old = {};
  const bool is_there = fstatat(folder.get(), name.c_str(), &old, AT_SYMLINK_NOFOLLOW) == 0;
  if (is_there && !S_ISREG(old.st_mode) && !S_ISLNK(old.st_mode)) return Error{path + ": is not a regular file"};

  const bool copies_old_mode = !options.mode && is_there && S_ISREG(old.st_mode);
  const mode_t initial_mode = options.mode ? *options.mode : copies_old_mode ? kOwnerOnly : kBeforeUmask;
  std::string temporary = name_of(options.temporary);
  int file = temporary.empty() ? -1 : create_new(folder, temporary, initial_mode);
  if (file < 0 && !temporary.empty() && errno == EEXIST) {
    return Error{"`" + options.temporary + "' exists: another program is writing " + path +
                 " now, or was interrupted; if it was, remove the file"};
  }
  for (int tries = 0; options.temporary.empty() && file < 0 && tries < kMostTries; ++tries) {
    temporary = hidden_name(name);
    file = create_new(folder, temporary, initial_mode);
    if (errno != EEXIST) break;
  }
  if (file < 0) return not_written(path, errno);

  AtomicFile made(path, std::move(folder), std::move(temporary), file, options.sync);
  if (copies_old_mode) {
    keep_owner(file, old);
    if (fchmod(file, old.st_mode & kAccess) != 0) return not_written(path, errno);
  }
  if (options.mode && fchmod(file, *options.mode) != 0) return not_written(path, errno);
  return made;
}

AtomicFile::~AtomicFile() { discard(); }

void AtomicFile::discard() {
  if (!temporary_.empty()) unlinkat(folder_.get(), temporary_.c_str(), 0);
  temporary_.clear();
}

Status AtomicFile::write(std::string_view bytes) {
  return write_all(file_.get(), bytes) ? Status(Done{}) : not_written(path_, errno);
}

Status AtomicFile::commit() {
  if (sync_ && fsync(file_.get()) != 0) return not_written(path_, errno);
  if (renameat(folder_.get(), temporary_.c_str(), folder_.get(), name_of(path_).c_str()) != 0)
    return not_written(path_, errno);
  temporary_.clear();
  if (sync_ && !sync_folder(folder_)) return not_written(path_, errno);
  return Done{};
}

Status replace_file(const std::string& path, std::string_view bytes, const ReplaceOptions& options) {
  auto file = AtomicFile::create(path, options);
  if (!file) return file.error();
  if (Status written = file->write(bytes); !written) return written;
  return file->commit();
}

}  // namespace permit
