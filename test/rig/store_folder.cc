#include "test/rig/store_folder.h"

#include <stdlib.h>

#include <filesystem>

namespace permit::test {

std::filesystem::path StoreFolder::usual_parent() {
  const char* build = getenv("PERMIT8103_BUILD");
  return std::filesystem::path(build ? build : "build") / "test";
}

StoreFolder::StoreFolder(const std::filesystem::path& parent) : path_((parent / "store-XXXXXX").string()) {
  std::filesystem::create_directories(parent);
  if (!mkdtemp(path_.data())) abort();
}

StoreFolder::~StoreFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace permit::test
