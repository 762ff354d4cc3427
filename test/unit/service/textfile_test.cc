#include "service/textfile.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "test/rig/store_folder.h"

#include <CppUTest/TestHarness.h>

using permit::write_whole;

TEST_GROUP(Textfile) {
  permit::test::StoreFolder folder;

  std::string read() const {
    std::ostringstream text;
    text << std::ifstream(folder.file("f.prom")).rdbuf();
    return text.str();
  }
};

TEST(Textfile, takesThePlaceOfTheOneBeforeAndIsReadableByAll) {
  const mode_t before = umask(077);
  CHECK_TRUE(write_whole(folder.file("f.prom"), "a long text\n").ok());
  CHECK_TRUE(write_whole(folder.file("f.prom"), "b\n").ok());
  umask(before);
  STRCMP_EQUAL("b\n", read().c_str());
  struct stat file {};
  CHECK_EQUAL(0, stat(folder.file("f.prom").c_str(), &file));
  LONGS_EQUAL(0644, file.st_mode & 07777);
}

TEST(Textfile, leavesNothingBehind) {
  CHECK_TRUE(write_whole(folder.file("f.prom"), "a").ok());
  std::filesystem::create_directories(folder.file("taken/inside"));
  CHECK_FALSE(write_whole(folder.file("taken"), "a").ok());
  for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
    CHECK_TRUE(entry.path().filename() == "f.prom" || entry.path().filename() == "taken");
}

TEST(Textfile, saysWhyItCannotBeWritten) {
  const auto written = write_whole(folder.file("none/f.prom"), "a");
  STRCMP_CONTAINS("/none/f.prom' cannot be written: No such file or directory", written.error().message.c_str());
}
