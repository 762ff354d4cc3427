#include "service/textfile.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

#include "system/write_all.h"

namespace permit {

namespace {

constexpr mode_t kMode = 0644;

}  // namespace

Status write_whole(const std::string& file, std::string_view text) {
  const std::string draft = file + "." + std::to_string(getpid()) + ".tmp";
  const int open_file = open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, kMode);
  const bool is_written = open_file >= 0 && fchmod(open_file, kMode) == 0 && write_all(open_file, text);
  int code = errno;
  if (open_file >= 0) close(open_file);
  if (is_written) {
    if (rename(draft.c_str(), file.c_str()) == 0) return Done{};
    code = errno;
  }
  if (open_file >= 0) unlink(draft.c_str());
  return Error{"`" + file + "' cannot be written: " + std::generic_category().message(code)};
}

}  // namespace permit
