#include "tool/rules/pause.h"

#include <filesystem>
#include <fstream>
#include <string>

#include "ruleset/load.h"
#include "test/rig/captured_output.h"
#include "test/rig/library_process.h"
#include "test/rig/store_folder.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::tool;

namespace fs = std::filesystem;

TEST_GROUP(PauseCommand) {
  test::StoreFolder scratch;
  Following following{scratch.file("rules"), scratch.file("store"), 10};
  std::string out;
  std::string err;

  void setup() override { fs::copy("test/rules/base", following.rules); }

  ExitStatus pause(const std::string& reply) {
    const test::CapturedOutput output;
    const ExitStatus status = tool::pause(reply, following);
    out = output.out();
    err = output.err();
    return status;
  }
  ExitStatus resume() {
    const test::CapturedOutput output;
    const ExitStatus status = tool::resume(following);
    out = output.out();
    err = output.err();
    return status;
  }
  bool is_paused() { return load_folder(following.rules).rules->pause.has_value(); }
};

TEST(PauseCommand, pausesAndResumes) {
  const test::LibraryProcess library(following.rules, following.store);
  LONGS_EQUAL(kYes, pause("No permits until noon"));
  STRCMP_CONTAINS(" are in force since 2", out.c_str());
  CHECK_TRUE(is_paused());
  LONGS_EQUAL(kYes, resume());
  STRCMP_CONTAINS(" are in force since 2", out.c_str());
  CHECK_FALSE(is_paused());
}

TEST(PauseCommand, saysThatNothingChanges) {
  const test::LibraryProcess library(following.rules, following.store);
  LONGS_EQUAL(kYes, resume());
  STRCMP_CONTAINS("There is no pause.", out.c_str());
  pause("No permits until noon");
  LONGS_EQUAL(kYes, pause("No permits until noon"));
  STRCMP_CONTAINS("Already paused with that reply.", out.c_str());
  LONGS_EQUAL(kYes, pause("No permits until evening"));
  CHECK_TRUE(out.find("already") == std::string::npos);
}

TEST(PauseCommand, changesNothingForAReplyThatCannotBeSent) {
  const test::LibraryProcess library(following.rules, following.store);
  LONGS_EQUAL(kBrokenInput, pause("until {until}"));
  STRCMP_CONTAINS("pause.xml:2: ", err.c_str());
  CHECK_FALSE(is_paused());
}

TEST(PauseCommand, endsABrokenPause) {
  const test::LibraryProcess library(following.rules, following.store);
  std::ofstream(following.rules + "/pause.xml") << "<pau";
  LONGS_EQUAL(kYes, resume());
  CHECK_FALSE(fs::exists(following.rules + "/pause.xml"));
}

TEST(PauseCommand, doesNotSayInForceIfNoLibraryRuns) {
  { const test::LibraryProcess library(following.rules, following.store); }
  following.wait = 0;
  LONGS_EQUAL(kUnavailable, resume());
  STRCMP_CONTAINS("no library runs on the register ", err.c_str());
  CHECK_TRUE(out.find("in force") == std::string::npos);
}

TEST(PauseCommand, refusesAMissingFolder) {
  const test::LibraryProcess library(following.rules, following.store);
  following.rules = scratch.file("ruels");
  LONGS_EQUAL(kUsage, pause("No permits until noon"));
  STRCMP_CONTAINS("ruels does not exist; name ", err.c_str());
  LONGS_EQUAL(kUsage, resume());
}
