#include "tool/cli/output.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>

#include "system/descriptor.h"
#include "test/rig/store_folder.h"

#include <CppUTest/TestHarness.h>

using permit::Descriptor;
using permit::tool::Output;

namespace fs = std::filesystem;

TEST_GROUP(Output) {
  permit::test::StoreFolder folder;
  std::string path = folder.file("page");

  static std::string print(const std::string& file, const std::string& bytes) {
    const auto output = Output::open(file);
    if (!output) return output.error().message;
    (*output)->stream() << bytes;
    const auto finished = (*output)->finish();
    return finished ? "" : finished.error().message;
  }

  static std::string read(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  }
};

TEST(Output, existsCompleteOnceFinished) {
  std::string bytes(200'000, 'x');  // more than the buffer holds
  bytes += "end";
  {
    const auto output = Output::open(path, Output::kPrivate);
    (*output)->stream() << bytes;
    CHECK_FALSE(fs::exists(path));
    CHECK_TRUE((*output)->finish().ok());
  }
  CHECK_TRUE(bytes == read(path));
  CHECK_TRUE(fs::status(path).permissions() == fs::perms(0600));
}

TEST(Output, leavesTheOldFileUnlessFinished) {
  STRCMP_EQUAL("", print(path, "old").c_str());
  {
    const auto output = Output::open(path);
    (*output)->stream() << std::string(200'000, 'x');
  }
  STRCMP_EQUAL("old", read(path).c_str());
  LONGS_EQUAL(1, std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()));
}

TEST(Output, replacesTheFileThatALinkNames) {
  fs::create_directory(folder.file("inside"));
  STRCMP_EQUAL("", print(folder.file("inside/page"), "old").c_str());
  fs::create_symlink("inside/page", path);
  STRCMP_EQUAL("", print(path, "new").c_str());
  CHECK_TRUE(fs::is_symlink(path));
  STRCMP_EQUAL("new", read(folder.file("inside/page")).c_str());
}

TEST(Output, refusesALinkOfAnotherUser) {
  if (geteuid() != 0) return;  // only root can give a link away
  STRCMP_EQUAL("", print(folder.file("other"), "old").c_str());
  for (const char* target : {"other", "new", "/dev/null"}) {
    fs::remove(path);
    fs::create_symlink(target, path);
    CHECK_EQUAL(0, lchown(path.c_str(), 48112, 48112));
    STRCMP_CONTAINS("page' is a symbolic link of another user", print(path, "x").c_str());
  }
  STRCMP_EQUAL("old", read(folder.file("other")).c_str());
  CHECK_FALSE(fs::exists(folder.file("new")));
}

TEST(Output, writesToAPipeDirectly) {
  CHECK_EQUAL(0, mkfifo(path.c_str(), 0600));
  std::string heard;
  std::thread reader([&] { heard = read(path); });
  const std::string failed = print(path, "through the pipe");
  reader.join();
  STRCMP_EQUAL("", failed.c_str());
  STRCMP_EQUAL("through the pipe", heard.c_str());
  CHECK_TRUE(fs::is_fifo(path));
}

// /dev/stdout is a link to such a name.
TEST(Output, writesToAnOpenFileByItsName) {
  std::array<int, 2> ends{};
  CHECK_EQUAL(0, pipe2(ends.data(), O_CLOEXEC));
  const Descriptor from(ends[0]);
  {
    const Descriptor into(ends[1]);
    STRCMP_EQUAL("", print("/proc/self/fd/" + std::to_string(into.get()), "to the reader").c_str());
  }
  STRCMP_EQUAL("to the reader", read("/proc/self/fd/" + std::to_string(from.get())).c_str());
}

TEST(Output, writesToAnOpenFileWithoutAName) {
  const Descriptor file(open(folder.path().c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
  if (file.get() < 0) return;  // this file system has none
  const std::string name = "/proc/self/fd/" + std::to_string(file.get());
  STRCMP_EQUAL("", print(name, "longer").c_str());
  STRCMP_EQUAL("", print(name, "new").c_str());
  STRCMP_EQUAL("new", read(name).c_str());
}

TEST(Output, saysThatAWriteFailed) {
  STRCMP_EQUAL("/dev/full: cannot be written: No space left on device", print("/dev/full", "x").c_str());
  const std::string hint = "; name a file in a folder that you may write to";
  STRCMP_EQUAL((folder.path() + ": cannot be written: Is a directory" + hint).c_str(),
               print(folder.path(), "x").c_str());
  STRCMP_EQUAL((folder.file("none/page") + ": cannot be written: No such file or directory" + hint).c_str(),
               print(folder.file("none/page"), "x").c_str());
}
