#include "test/rig/store_folder.h"

#include <stdlib.h>

#include <filesystem>

namespace permit::test {

StoreFolder::StoreFolder() {
  const char* build = getenv("PERMIT8103_BUILD");
  const std::filesystem::path parent = std::filesystem::path(build ? build : "build") / "test";
  std::filesystem::create_directories(parent);
  path_ = (parent / "store-XXXXXX").string();
  if (!mkdtemp(path_.data())) abort();
}

StoreFolder::~StoreFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace permit::test
