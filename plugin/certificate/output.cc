#include "certificate/output.h"

#include <sys/stat.h>

#include "system/atomic_file.h"

namespace permit::certificate {

namespace {

constexpr mode_t kOwnerOnly = 0600;  // personal data

}  // namespace

Status replace_file(const std::string& path, std::string_view bytes) {
  struct stat there = {};
  if (stat(path.c_str(), &there) == 0 && !S_ISREG(there.st_mode)) {
    return Error{path + ": is not a file that can be replaced; name another, or - for standard output"};
  }
  return permit::replace_file(path, bytes, {.mode = kOwnerOnly});
}

}  // namespace permit::certificate
