#include "operations/import_lock.h"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

namespace permit {

namespace {

constexpr mode_t kMode = 0600;  // as the register's other files

std::string path_in(const std::string& store) { return store + "/import.lock"; }

}  // namespace

Result<ImportLock> ImportLock::take(const std::string& store) {
  const std::string path = path_in(store);
  Descriptor file(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kMode));
  if (file.get() < 0) return Error{path + " cannot be opened: " + std::generic_category().message(errno)};
  fchmod(file.get(), kMode);  // an older version let the group open it; fails if another user made it
  if (flock(file.get(), LOCK_EX | LOCK_NB) == 0) return ImportLock(std::move(file));
  return Error{"another import into " + store + " is running; wait for its end"};
}

bool ImportLock::is_held(const std::string& store) {
  const Descriptor file(open(path_in(store).c_str(), O_RDONLY | O_CLOEXEC));
  return file.get() >= 0 && flock(file.get(), LOCK_SH | LOCK_NB) != 0;
}

}  // namespace permit
