#include "certificate/output.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

#include "system/write_all.h"

namespace permit::certificate {

namespace {

/// Beside the file it becomes, and gone with this object unless it became it. Personal data: for its owner alone.
class Draft {
 public:
  explicit Draft(const std::string& path) : path_(path + ".XXXXXX"), descriptor_(mkostemp(path_.data(), O_CLOEXEC)) {}
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  ~Draft() {
    if (descriptor_ < 0) return;
    close(descriptor_);
    if (!kept_) unlink(path_.c_str());
  }

  bool opened() const { return descriptor_ >= 0; }

  bool write(std::string_view bytes) const { return write_all(descriptor_, bytes) && fsync(descriptor_) == 0; }

  bool become(const std::string& path) {
    kept_ = std::rename(path_.c_str(), path.c_str()) == 0;
    return kept_;
  }

 private:
  std::string path_;
  int descriptor_;
  bool kept_ = false;
};

}  // namespace

Status replace_file(const std::string& path, std::string_view bytes) {
  struct stat there = {};
  if (stat(path.c_str(), &there) == 0 && !S_ISREG(there.st_mode)) {
    return Error{path + ": is no file that a page can take the place of; name another, or - for standard output"};
  }
  Draft draft(path);
  if (draft.opened() && draft.write(bytes) && draft.become(path)) return Done{};
  return Error{path + ": cannot be written: " + std::generic_category().message(errno)};
}

}  // namespace permit::certificate
