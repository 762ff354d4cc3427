#include "tool/cli/private_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace permit::tool {

std::ofstream private_file(const std::string& path) {
  constexpr mode_t kOwnerAlone = 0600;
  const int made = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kOwnerAlone);
  if (made < 0) return {};
  struct stat file {};
  if (fstat(made, &file) == 0 && S_ISREG(file.st_mode)) fchmod(made, kOwnerAlone);  // also one that was there
  close(made);
  return std::ofstream(path, std::ios::binary);
}

}  // namespace permit::tool
