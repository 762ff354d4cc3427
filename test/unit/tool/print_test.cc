#include "tool/rules/print.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "test/rig/captured_output.h"
#include "test/rig/file_size_limit.h"
#include "test/rig/store_folder.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::tool;

TEST_GROUP(Print) {
  test::StoreFolder scratch;
  PrintOptions options{"test/rules/base", "", ""};
  std::string out;
  std::string err;

  ExitStatus put_out() {
    const test::CapturedOutput output;
    const ExitStatus status = print(options);
    out = output.out();
    err = output.err();
    return status;
  }
};

TEST(Print, printsThePageOrWritesItToAFile) {
  LONGS_EQUAL(kYes, put_out());
  const std::string page = out;
  STRCMP_CONTAINS("<!DOCTYPE html>", page.c_str());
  options.file = scratch.file("page.html");
  LONGS_EQUAL(kYes, put_out());
  STRCMP_EQUAL("", out.c_str());
  std::ifstream file(options.file, std::ios::binary);
  const std::string written{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  STRCMP_EQUAL(page.c_str(), written.c_str());
}

TEST(Print, namesTheDecreesOfTheFolder) {
  options.id = "best";
  LONGS_EQUAL(kUsage, put_out());
  STRCMP_CONTAINS("there is no decree `best' in test/rules/base; it has base", err.c_str());
}

TEST(Print, printsNothingOfAFaultyFolder) {
  options.folder = scratch.file("copy");
  std::filesystem::copy("test/rules/base", options.folder);
  std::ofstream(options.folder + "/later.xml") << "<decree";
  LONGS_EQUAL(kBrokenInput, put_out());
  STRCMP_EQUAL("", out.c_str());
  STRCMP_CONTAINS("later.xml:1: ", err.c_str());
}

TEST(Print, saysWhereItCannotWrite) {
  options.file = scratch.file("none/page.html");
  LONGS_EQUAL(kNotWritten, put_out());
  STRCMP_CONTAINS(
      "none/page.html: cannot be written: No such file or directory; name a file in a folder that you may write to",
      err.c_str());
}

TEST(Print, leavesTheOldPageIfAWriteFails) {
  options.file = scratch.file("page.html");
  std::ofstream(options.file) << "old";
  {
    const test::FileSizeLimit full(1000);
    LONGS_EQUAL(kNotWritten, put_out());
  }
  STRCMP_EQUAL(("permitctl: " + options.file + ": cannot be written: File too large\n").c_str(), err.c_str());
  std::ifstream file(options.file);
  STRCMP_EQUAL("old", std::string(std::istreambuf_iterator<char>(file), {}).c_str());
  LONGS_EQUAL(1, std::distance(std::filesystem::directory_iterator(scratch.path()), {}));
}

TEST(Print, writesToADevice) {
  options.file = "/dev/null";
  LONGS_EQUAL(kYes, put_out());
  options.file = "/dev/full";
  LONGS_EQUAL(kNotWritten, put_out());
  STRCMP_EQUAL("permitctl: /dev/full: cannot be written: No space left on device\n", err.c_str());
}
