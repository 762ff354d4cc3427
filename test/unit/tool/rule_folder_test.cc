#include "tool/rules/rule_folder.h"

#include <sys/stat.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <thread>

#include "ruleset/read/source.h"
#include "test/rig/store_folder.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::tool;

namespace fs = std::filesystem;

namespace {

const RuleFiles kSummer = {{"july.xml", "<july/>"}, {"service.xml", "<summer/>"}};
const RuleFiles kWinter = {{"december.xml", "<december/>"}, {"service.xml", "<winter/>"}};

mode_t mode_of(const fs::path& path) {
  struct stat status = {};
  CHECK_EQUAL(0, stat(path.c_str(), &status));
  return status.st_mode & 07777;
}

}  // namespace

TEST_GROUP(RuleFolder) {
  test::StoreFolder scratch;
  std::string rules = scratch.file("8103");

  void setup() override { fs::create_directory(rules); }
  std::string put(const RuleFiles& text) {
    const auto replaced = replace_folder(rules, text);
    if (!replaced) FAIL(replaced.error().message.c_str());
    return *replaced;
  }
  void check_holds(const RuleFiles& text) {
    const auto held = read_folder(rules);
    CHECK_TRUE(held.ok());
    CHECK_TRUE(*held == text);
  }
  void leave(std::string_view name, std::string_view bytes) {
    std::ofstream(fs::path(rules) / name, std::ios::binary) << bytes;
  }
};

TEST(RuleFolder, isNotMadeIfMissing) {
  const std::string mistyped = scratch.file("8130");
  for (const Status& status : {find_folder(mistyped), write_rule_file(mistyped, {"pause.xml", "<pause/>"}),
                               remove_rule_file(mistyped, "pause.xml")}) {
    CHECK_FALSE(status.ok());
    STRCMP_CONTAINS((mistyped + " does not exist").c_str(), status.error().message.c_str());
  }
  CHECK_FALSE(replace_folder(mistyped, kSummer).ok());
  CHECK_FALSE(fs::exists(mistyped));
  CHECK_FALSE(find_folder("Makefile").ok());
  CHECK_TRUE(find_folder(rules).ok());
}

TEST(RuleFolder, isReplacedAndTheOldFilesAreKept) {
  fs::remove_all(put(kSummer));
  const std::string replaced = put(kWinter);
  check_holds(kWinter);
  CHECK_TRUE(*read_folder(replaced) == kSummer);
  LONGS_EQUAL(2, std::distance(fs::directory_iterator(scratch.path()), fs::directory_iterator()));
}

TEST(RuleFolder, keepsItsModesWhenReplaced) {
  put(kSummer);
  fs::permissions(rules, fs::perms{0750});
  for (const char* file : {"july.xml", "service.xml"}) fs::permissions(fs::path(rules) / file, fs::perms{0640});
  put(kWinter);
  LONGS_EQUAL(0750, mode_of(rules));
  LONGS_EQUAL(0640, mode_of(rules + "/service.xml"));
  LONGS_EQUAL(0640, mode_of(rules + "/december.xml"));
}

TEST(RuleFolder, keepsFilesThatAreNotRules) {
  put(kSummer);
  leave("notice.pdf", "as signed");
  fs::create_directory(fs::path(rules) / ".git");
  put(kWinter);
  CHECK_TRUE(fs::exists(fs::path(rules) / "notice.pdf"));
  CHECK_TRUE(fs::exists(fs::path(rules) / ".git"));
  check_holds(kWinter);
}

TEST(RuleFolder, leavesADraftWithAWrongNameInTheOldFolder) {
  put(kSummer);
  leave("august.xml.txt", "<august/>");
  const std::string replaced = put(kWinter);
  check_holds(kWinter);
  CHECK_TRUE(fs::exists(fs::path(replaced) / "august.xml.txt"));
}

TEST(RuleFolder, namedByALinkIsReplacedAndTheLinkStays) {
  put(kSummer);
  fs::create_directory_symlink("8103", scratch.file("current"));
  CHECK_TRUE(replace_folder(scratch.file("current"), kWinter).ok());
  CHECK_TRUE(fs::is_symlink(scratch.file("current")));
  check_holds(kWinter);
}

TEST(RuleFolder, refusesAFileNameThatLeadsElsewhere) {
  CHECK_FALSE(replace_folder(rules, {{"../service.xml", "<service/>"}}).ok());
  CHECK_TRUE(fs::is_empty(rules));
  LONGS_EQUAL(1, std::distance(fs::directory_iterator(scratch.path()), fs::directory_iterator()));
}

TEST(RuleFolder, isNeverSeenHalfReplaced) {
  put(kSummer);
  std::atomic<bool> done = false;
  std::atomic<unsigned> halves = 0;
  std::thread reader([&] {
    while (!done) {
      const auto held = read_folder(rules);
      if (held && *held != kSummer && *held != kWinter) ++halves;
    }
  });
  for (unsigned i = 0; i < 100; ++i) fs::remove_all(put(i % 2 == 0 ? kWinter : kSummer));
  done = true;
  reader.join();
  LONGS_EQUAL(0, halves);
  check_holds(kSummer);
}

TEST(RuleFolder, getsAndLosesOneFile) {
  put(kSummer);
  fs::permissions(fs::path(rules) / "july.xml", fs::perms{0640});
  fs::permissions(fs::path(rules) / "service.xml", fs::perms{0640});
  CHECK_TRUE(write_rule_file(rules, {"pause.xml", "<pause/>"}).ok());
  check_holds({{"july.xml", "<july/>"}, {"pause.xml", "<pause/>"}, {"service.xml", "<summer/>"}});
  LONGS_EQUAL(0640, mode_of(rules + "/pause.xml"));
  CHECK_TRUE(remove_rule_file(rules, "pause.xml").ok());
  CHECK_TRUE(remove_rule_file(rules, "pause.xml").ok());
  check_holds(kSummer);
}

TEST(RuleFolder, isRefusedIfAnyoneCanWriteIt) {
  CHECK_TRUE(find_folder(rules).ok());
  CHECK_EQUAL(0, chmod(rules.c_str(), 0777));
  STRCMP_CONTAINS("chmod o-w ", find_folder(rules).error().message.c_str());
}
