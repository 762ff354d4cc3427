#include "tool/import_lock.h"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace permit::tool {

namespace {

constexpr mode_t kMode = 0660;  // as lock.mdb

std::string path_in(const std::string& store) { return store + "/import.lock"; }

}  // namespace

Result<ImportLock> ImportLock::take(const std::string& store) {
  const std::string path = path_in(store);
  const int file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kMode);
  if (file < 0) return Error{path + " cannot be opened: " + std::generic_category().message(errno)};
  ImportLock lock(file);
  fchmod(file, kMode);  // whatever the umask; one that another user made is his
  if (flock(file, LOCK_EX | LOCK_NB) == 0) return lock;
  return Error{"another import into " + store + " runs; wait for its end"};
}

bool ImportLock::is_held(const std::string& store) {
  const int file = open(path_in(store).c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  const ImportLock closes(file);
  return flock(file, LOCK_SH | LOCK_NB) != 0;
}

ImportLock::ImportLock(ImportLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

ImportLock::~ImportLock() {
  if (file_ >= 0) close(file_);
}

}  // namespace permit::tool
