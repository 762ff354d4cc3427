#include "operations/import_lock.h"

#include <utility>

#include <fcntl.h>
#include <sys/file.h>

#include "system/folder.h"

namespace permit {

namespace {

constexpr mode_t kMode = 0600;  // as the register's other files
constexpr const char* kName = "import.lock";

}  // namespace

Result<ImportLock> ImportLock::take(const std::string& store) {
  const auto folder = Folder::open(store);
  if (!folder) return folder.error();
  auto file = folder->open_or_create_file(kName, kMode);
  if (!file) return file.error();
  if (flock(file->get(), LOCK_EX | LOCK_NB) == 0) return ImportLock(std::move(*file));
  return Error{"another import into " + store + " is running; wait for its end"};
}

bool ImportLock::is_held(const std::string& store) {
  const Descriptor file(open((store + "/" + kName).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  return file.get() >= 0 && flock(file.get(), LOCK_SH | LOCK_NB) != 0;
}

}  // namespace permit
