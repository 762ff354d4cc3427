#include "system/atomic_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <string>

#include "test/rig/file_size_limit.h"
#include "test/rig/store_folder.h"

#include <CppUTest/TestHarness.h>

using permit::AtomicFile;
using permit::replace_file;

namespace fs = std::filesystem;

TEST_GROUP(AtomicFile) {
  permit::test::StoreFolder folder;
  std::string path = folder.file("page");

  void setup() override { write(path, "old"); }

  static void write(const std::string& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
  }

  static std::string read(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  }

  static mode_t mode_of(const std::string& file) {
    struct stat status = {};
    return stat(file.c_str(), &status) == 0 ? status.st_mode & 07777 : 0;
  }

  /// Returns the names in the folder, sorted, each with a space after it.
  std::string names() const {
    std::set<std::string> sorted;
    for (const auto& entry : fs::directory_iterator(folder.path())) sorted.insert(entry.path().filename().string());
    std::string all;
    for (const std::string& name : sorted) all += name + ' ';
    return all;
  }
};

TEST(AtomicFile, keepsTheOldBytesUntilItIsCommitted) {
  auto file = AtomicFile::create(path);
  CHECK_TRUE(file.ok());
  CHECK_TRUE(file->write("new ").ok());
  CHECK_TRUE(file->write("bytes").ok());
  STRCMP_EQUAL("old", read(path).c_str());
  CHECK_TRUE(file->commit().ok());
  STRCMP_EQUAL("new bytes", read(path).c_str());
  STRCMP_EQUAL("page ", names().c_str());
}

TEST(AtomicFile, leavesTheOldBytesToAnOpenReader) {
  std::ifstream reader(path);
  CHECK_TRUE(replace_file(path, "another").ok());
  std::string bytes;
  reader >> bytes;
  STRCMP_EQUAL("old", bytes.c_str());
}

TEST(AtomicFile, leavesNothingWithoutACommit) {
  {
    auto file = AtomicFile::create(path);
    CHECK_TRUE(file->write("new").ok());
    CHECK_TRUE(names() != "page ");
    const AtomicFile moved = std::move(*file);
  }
  STRCMP_EQUAL("old", read(path).c_str());
  STRCMP_EQUAL("page ", names().c_str());
}

TEST(AtomicFile, leavesTheOldFileWhenAWriteFails) {
  const std::string longer(10'000, 'x');
  std::optional<permit::Status> written;
  {
    const permit::test::FileSizeLimit full(5'000);
    written = replace_file(path, longer);
  }
  CHECK_FALSE(written->ok());
  STRCMP_EQUAL((path + ": cannot be written: File too large").c_str(), written->error().message.c_str());
  STRCMP_EQUAL("old", read(path).c_str());
  STRCMP_EQUAL("page ", names().c_str());
}

TEST(AtomicFile, hasTheRequestedModeWhateverTheUmask) {
  const mode_t before = umask(077);
  const bool replaced = replace_file(path, "new", {.mode = 0644}).ok();
  umask(before);
  CHECK_TRUE(replaced);
  LONGS_EQUAL(0644, mode_of(path));
  CHECK_TRUE(replace_file(path, "new", {.mode = 0600}).ok());
  LONGS_EQUAL(0600, mode_of(path));
}

TEST(AtomicFile, keepsTheOldModeOrElseAppliesTheUmask) {
  CHECK_EQUAL(0, chmod(path.c_str(), 0604));
  const mode_t before = umask(027);
  const bool replaced = replace_file(path, "new").ok() && replace_file(folder.file("other"), "new").ok();
  umask(before);
  CHECK_TRUE(replaced);
  LONGS_EQUAL(0604, mode_of(path));
  LONGS_EQUAL(0640, mode_of(folder.file("other")));
}

TEST(AtomicFile, keepsTheOwnerOfTheOldFile) {
  if (geteuid() != 0) return;  // only root can change the owner of a file
  CHECK_EQUAL(0, chown(path.c_str(), 4711, 4712));
  CHECK_TRUE(replace_file(path, "new").ok());
  struct stat status = {};
  CHECK_EQUAL(0, stat(path.c_str(), &status));
  LONGS_EQUAL(4711, status.st_uid);
  LONGS_EQUAL(4712, status.st_gid);
}

TEST(AtomicFile, replacesALinkAndNotWhatItPointsTo) {
  const std::string link = folder.file("link");
  fs::create_symlink("page", link);
  CHECK_TRUE(replace_file(link, "new").ok());
  CHECK_FALSE(fs::is_symlink(link));
  STRCMP_EQUAL("new", read(link).c_str());
  STRCMP_EQUAL("old", read(path).c_str());
}

TEST(AtomicFile, replacesOnlyARegularFile) {
  fs::create_directory(folder.file("folder"));
  CHECK_EQUAL(0, mkfifo(folder.file("pipe").c_str(), 0600));
  for (const char* name : {"folder", "pipe"}) {
    const auto written = replace_file(folder.file(name), "new");
    CHECK_FALSE(written.ok());
    STRCMP_EQUAL((folder.file(name) + ": is not a regular file").c_str(), written.error().message.c_str());
  }
  STRCMP_EQUAL("folder page pipe ", names().c_str());
}

TEST(AtomicFile, namesTheFileOfAMissingFolder) {
  const auto written = replace_file(folder.file("none/page"), "new");
  STRCMP_EQUAL((folder.file("none/page") + ": cannot be written: No such file or directory").c_str(),
               written.error().message.c_str());
}

TEST(AtomicFile, aNamedTemporaryFileIsALock) {
  const permit::ReplaceOptions options{.temporary = path + ".new"};
  auto first = AtomicFile::create(path, options);
  const auto second = AtomicFile::create(path, options);
  CHECK_FALSE(second.ok());
  STRCMP_CONTAINS("page.new' exists: another program is writing ", second.error().message.c_str());
  CHECK_TRUE(first->write("new").ok());
  CHECK_TRUE(first->commit().ok());
  CHECK_TRUE(AtomicFile::create(path, options).ok());
  STRCMP_EQUAL("page ", names().c_str());
}

TEST(AtomicFile, mayHaveTheLongestName) {
  const std::string longest = folder.file(std::string(255, 'x'));
  CHECK_TRUE(replace_file(longest, "new", {.sync = false}).ok());
  STRCMP_EQUAL("new", read(longest).c_str());
}
