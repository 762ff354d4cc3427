// A folder for the files of one test, where every user may create one.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <system_error>

namespace permit::test {

/// A new, empty folder below /tmp, removed with everything in it.
class TmpFolder {
 public:
  TmpFolder() {
    char pattern[] = "/tmp/permit-test-XXXXXX";
    if (!mkdtemp(pattern)) abort();
    path_ = pattern;
  }
  TmpFolder(const TmpFolder&) = delete;
  TmpFolder& operator=(const TmpFolder&) = delete;
  ~TmpFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace permit::test
