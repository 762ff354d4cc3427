#include "operations/register_copy.h"

#include <filesystem>
#include <fstream>
#include <string>

#include "store/open.h"
#include "test/rig/tmp_folder.h"

#include <CppUTest/TestHarness.h>

using namespace permit;

namespace fs = std::filesystem;

TEST_GROUP(RegisterCopy) {
  const test::TmpFolder place;
  const fs::path made = place.path() / "copy.partial";

  RegisterCopy begin() const {
    auto copy = RegisterCopy::begin((place.path() / "copy").string());
    if (!copy) FAIL(copy.error().message.c_str());
    return std::move(*copy);
  }
};

// Another user may own the folder above, and exchange the name of the copy.
TEST(RegisterCopy, isVerifiedInTheFolderThatWasMade) {
  const auto store = open_store(place.path() / "store");
  RegisterCopy copy = begin();
  CHECK_TRUE(copy.fill(**store, {}, {}).ok());
  fs::rename(made, place.path() / "moved");
  fs::create_directory(made);
  const Status verified = copy.verify({});
  STRCMP_EQUAL("", verified ? "" : verified.error().message.c_str());
  CHECK_TRUE(fs::is_empty(made));
}

TEST(RegisterCopy, isNamedByItsPathInAnError) {
  RegisterCopy copy = begin();
  std::ofstream(made / "data.mdb") << std::string(10'000, 'x');
  const Status verified = copy.verify({});
  CHECK_FALSE(verified.ok());
  STRCMP_CONTAINS(("Register `" + made.string() + "'").c_str(), verified.error().message.c_str());
}
