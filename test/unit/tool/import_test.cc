#include "tool/permits/import.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "operations/import_lock.h"
#include "store/open.h"
#include "test/rig/captured_output.h"
#include "test/rig/store_folder.h"
#include "test/rig/store_process.h"
#include "test/rig/store_samples.h"
#include "tool/cli/command_rules.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::test;
using namespace permit::tool;

namespace {

constexpr const char* kHeader = "holder,from,until,activity,plate,reference,issuer,places,note\n";
constexpr const char* kGood =
    "AZE 12345678,2026-11-20T00:00,2026-12-30T00:00,allowed,10-aa-123,44-1,\"Acme, LLC\",Baku,\"a \"\"note\"\"\"\n"
    "5abc2d1,2026-11-20T00:00,none,,,44-2,,,\n";

/// How many texts of the log were granted.
unsigned granted(const Register& store) {
  unsigned granted = 0;
  for (Sequence first = 1;;) {
    const auto page = store.log(first, 10'000);
    if (!page || page->empty()) return granted;
    for (const Record& record : *page) {
      const Entry* text = record.text();
      granted += text && text->outcome == Outcome::granted ? 1 : 0;
    }
    first = page->back().sequence + 1;
  }
}

}  // namespace

TEST_GROUP(ImportCommand) {
  StoreFolder scratch;
  ImportOptions options;
  std::string out;
  std::string err;

  void setup() override {
    options.kind = "work";
    options.by = "clerk";
    options.rules = "rules/8103";
    options.store = scratch.file("store");
    options.file = scratch.file("staff.csv");
    CHECK_TRUE(open_store(options.store).ok());
  }

  void write(const std::string& rows) const { std::ofstream(options.file, std::ios::binary) << kHeader << rows; }
  static std::string bytes_of(const std::string& file) {
    std::ostringstream bytes;
    bytes << std::ifstream(file, std::ios::binary).rdbuf();
    return bytes.str();
  }
  ExitStatus execute(ExitStatus(*verb)(const ImportOptions&) = import_permits) {
    const CapturedOutput output;
    const ExitStatus status = verb(options);
    out = output.out();
    err = output.err();
    return status;
  }
  std::vector<StandingPermit> standing(const std::string& holder) const {
    return *(*open_store(options.store))->standing_of(holder);
  }
  Sequence last() const { return *(*open_store(options.store))->last(); }
};

TEST(ImportCommand, saysThatADecreeHasSwitchedOffEarlierPermits) {
  write(
      "AZE12345678,2020-07-01T00:00,none,,,44-1,,,\nAZE12345679,2020-07-06T00:00,none,,,44-2,,,\n"
      "AZE12345670,2020-07-01T00:00,2020-07-04T00:00,,,44-3,,,\n");
  for (int times = 0; times < 2; ++times) {
    LONGS_EQUAL(kYes, execute());
    STRCMP_CONTAINS("\n1 row is no longer valid: permits that began before 2020-07-05T06:00:00 were switched off then",
                    out.c_str());
  }
  STRCMP_CONTAINS("Nothing is new", out.c_str());
}

TEST(ImportCommand, everyRowOfTheFileIsInTheRegister) {
  write(kGood);
  LONGS_EQUAL(kYes, execute());
  STRCMP_CONTAINS("are visible now: 2 new, 0 replacing an older one, 0 already there.", out.c_str());
  const StandingPermit permit = standing("AZE12345678").at(0);
  const Zone zone = rules_from("rules/8103")->zone;
  const auto at = [&](const char* time) { return zone.instant(*parse_local_time(time)); };
  StandingPermit wanted{.kind = "work", .activity = "allowed"};
  wanted.period = {at("2026-11-20T00:00"), at("2026-12-30T00:00")};
  wanted.holder = "AZE12345678";
  wanted.plate = "10AA123";
  wanted.reference = "44-1";
  wanted.issuer = "Acme, LLC";
  wanted.places = "Baku";
  wanted.note = "a \"note\"";
  wanted.source = "staff.csv";
  wanted.sequence = permit.sequence;
  wanted.entered = permit.entered;
  wanted.import = permit.import;
  CHECK_TRUE(permit.import.has_value());
  CHECK_TRUE(permit == wanted);
  CHECK_FALSE(standing("5ABC2D1").at(0).period.until.has_value());
}

TEST(ImportCommand, theSameFileTwiceChangesNothing) {
  write(kGood);
  execute();
  const Sequence before = last();
  LONGS_EQUAL(kYes, execute());
  STRCMP_CONTAINS("Nothing is new: 2 rows of ", out.c_str());
  LONGS_EQUAL(before, last());
}

TEST(ImportCommand, everyBadRowIsNamedAndNothingIsEntered) {
  write(std::string(kGood) +
        "AZE1234567,2026-11-20T00:00,none,,,,,,\n"
        "AZE12345671,2026-11-20,none,,,,,,\n"
        "AZE12345671,2026-11-20T00:00,,,,,,,\n"
        "AZE12345671,2026-11-20T00:00,2026-11-20T00:00,,,,,,\n"
        "AZE12345671,2026-11-20T00:00,none,,saat 10,,,,\n");
  LONGS_EQUAL(kBrokenInput, execute());
  for (const char* reason :
       {"staff.csv:4: holder: `AZE*****67' is not a document that the rules can read: it has 7 digits",
        "staff.csv:5: from: `2026-11-20' is not a local time; write it as 2020-07-21T10:00\n",
        "staff.csv:6: until: it is empty; write a local time, such as 2020-07-21T10:00, or none\n",
        "staff.csv:7: until: 2026-11-20T00:00 is not after its beginning, 2026-11-20T00:00\n",
        "staff.csv:8: plate: `sa****0' is not a plate that the rules can read\n",
        "5 bad rows and 2 good ones: nothing is entered; correct the file, or"})
    STRCMP_CONTAINS(reason, err.c_str());
  CHECK_TRUE(standing("AZE12345678").empty());
  LONGS_EQUAL(0, last());
}

TEST(ImportCommand, aReferenceNamesOnePermitOfAHolderInAFile) {
  write(std::string(kGood) +
        "AZE12345678,2027-01-01T00:00,none,trade,,44-1,,,\n"
        "AZE12345679,2027-01-01T00:00,none,trade,,44-1,,,\n"
        "AZE12345679,2027-01-01T00:00,none,trade,,,,,\nAZE12345679,2027-01-01T00:00,none,trade,,,,,\n");
  LONGS_EQUAL(kBrokenInput, execute());
  STRCMP_CONTAINS("staff.csv:4: reference: `4**1' of this holder is already on line 2; keep one of the two\n",
                  err.c_str());
  STRCMP_CONTAINS("1 bad row and 5 good ones: nothing is entered", err.c_str());
  LONGS_EQUAL(0, last());
  options.skip_bad = true;
  LONGS_EQUAL(kNo, execute());
  LONGS_EQUAL(1, standing("AZE12345678").size());
  CHECK_TRUE(standing("AZE12345678").at(0).period.until.has_value());
}

TEST(ImportCommand, rowsStagedFromABadPipeAreRemoved) {
  std::string rows = kHeader;
  for (int i = 0; i < 70'000; ++i)  // more than a run
    rows += "AZE" + std::to_string(10'000'000 + i) + ",2026-11-20T00:00,none,,,,,,\n";
  std::istringstream pipe(rows + "AZE,2026-11-20T00:00,none,,,,,,\n");
  std::streambuf* const before = std::cin.rdbuf(pipe.rdbuf());
  options.file = "-";
  const ExitStatus status = execute();
  std::cin.rdbuf(before);
  LONGS_EQUAL(kBrokenInput, status);
  CHECK_TRUE(last() > 65'536);
  CHECK_TRUE(standing("AZE10000000").empty());
  LONGS_EQUAL(kYes, execute(list_imports));
  STRCMP_CONTAINS("work  standard input, by clerk: began 2", out.c_str());
  STRCMP_CONTAINS(", not entered\n", out.c_str());
}

TEST(ImportCommand, badRowsCanBeSkipped) {
  write(std::string(kGood) + "AZE12,2026-11-20T00:00,none,,,,,,\n");
  options.skip_bad = true;
  LONGS_EQUAL(kNo, execute());
  STRCMP_CONTAINS("1 bad row skipped.\n", out.c_str());
  LONGS_EQUAL(1, standing("AZE12345678").size());
}

TEST(ImportCommand, rejectedRowsAreAFileToCorrectAndImport) {
  write("AZE12,2026-11-20T00:00,none,,,,,,\"=x, y\"\n" + std::string(kGood));
  options.rejects = scratch.file("rejects.csv");
  execute();
  const std::string rejects = bytes_of(options.rejects);
  STRCMP_CONTAINS((std::string("line,reason,") + kHeader).c_str(), rejects.c_str());
  STRCMP_CONTAINS("\n2,\"holder: `A***2' is", rejects.c_str());
  STRCMP_CONTAINS(",AZE12,2026-11-20T00:00,none,,,,,,\"'=x, y\"\n", rejects.c_str());
  CHECK_TRUE(std::filesystem::status(options.rejects).permissions() == std::filesystem::perms(0600));
  std::string corrected = rejects;
  corrected.replace(corrected.find(",AZE12,"), 7, ",AZE12345679,");
  std::ofstream(options.file, std::ios::binary) << corrected;
  LONGS_EQUAL(kYes, execute());
  STRCMP_EQUAL("=x, y", standing("AZE12345679").at(0).note.c_str());
}

TEST(ImportCommand, aDryRunSaysWhatWouldHappen) {
  write(kGood);
  execute();
  const Sequence before = last();
  std::string rows = kGood;
  rows.replace(rows.find("5abc2d1,2026-11-20"), 18, "5abc2d1,2026-11-21");
  write(rows + "AZE12345671,2026-11-20T00:00,none,,,,,,\n");
  options.dry_run = true;
  LONGS_EQUAL(kYes, execute());
  STRCMP_CONTAINS("3 rows can be entered: 1 new, 1 replacing an older one, 1 already there.", out.c_str());
  LONGS_EQUAL(before, last());
}

TEST(ImportCommand, doesNotWriteBadRowsOverTheFileThatItReads) {
  write(kGood);
  options.rejects = scratch.path() + "/./" + std::filesystem::path(options.file).filename().string();
  LONGS_EQUAL(kUsage, execute());
  STRCMP_CONTAINS(" is the file that is imported; name another one", err.c_str());
  options.rejects.clear();
  LONGS_EQUAL(kYes, execute());
}

TEST(ImportCommand, saysHowManyRowsHaveEnded) {
  write("AZE12345678,2018-07-21T00:00,2019-07-21T00:00,,,,,,\n");
  LONGS_EQUAL(kYes, execute());
  STRCMP_CONTAINS("1 row has already ended: check `until'.\n", out.c_str());
}

TEST(ImportCommand, onlyOneImportRunsAtATime) {
  write(kGood);
  const auto lock = ImportLock::take(options.store);
  CHECK_TRUE(lock.ok());
  CHECK_TRUE(ImportLock::is_held(options.store));
  LONGS_EQUAL(kUnavailable, execute());
  STRCMP_CONTAINS("another import into ", err.c_str());
}

TEST(ImportCommand, theRowsOfAnInterruptedImportAreRemovedFirst) {
  {
    const auto store = open_store(options.store);
    StandingPermit permit{.kind = "work", .period = {clock_now(), {}}, .holder = "AZE12345671"};
    CHECK_TRUE((*store)->stage({.kind = "work", .file = "old.csv", .by = "other"}, {&permit, 1}, clock_now()).ok());
  }
  execute(list_imports);
  STRCMP_CONTAINS("interrupted; the next import removes it\n", out.c_str());
  write(kGood);
  LONGS_EQUAL(kYes, execute());
  STRCMP_CONTAINS("import 1 of old.csv by other was interrupted", err.c_str());
  execute(list_imports);
  STRCMP_CONTAINS("work  old.csv, by other: began ", out.c_str());
  STRCMP_CONTAINS(", not entered\n", out.c_str());
  STRCMP_CONTAINS(", 2 rows since ", out.c_str());
  CHECK_TRUE(standing("AZE12345671").empty());
}

TEST(ImportCommand, saysWhatIsWrongWithItsArguments) {
  options.kind = "wokr";
  write(kGood);
  LONGS_EQUAL(kUsage, execute());
  STRCMP_CONTAINS("the rules have no standing permits of kind `wokr'; did you mean `work'?", err.c_str());
  options.file = scratch.file("nothing.csv");
  LONGS_EQUAL(kUsage, execute());
  STRCMP_CONTAINS("nothing.csv cannot be read", err.c_str());
}

// Texts and 200,000 rows on one register: no text is lost, no row is visible before the last is entered, the chain
// holds.
TEST(ImportCommand, textsAreAnsweredWhileAFileIsImported) {
  constexpr int kRows = 20'000;
  {
    std::ofstream file(options.file, std::ios::binary);
    file << kHeader;
    for (int i = 0; i < kRows; ++i)
      file << "AZE" << 10'000'000 + (i * 7'919LL) % 89'999'999 << ",2026-11-20T00:00,none,allowed,,r" << i << ",,,\n";
  }
  ChildProcess texts_come([&] {
    const auto store = open_store(options.store);
    const auto is_shown = [&] { return (*store)->imports()->size() == 1 && (*store)->imports()->front().shown; };
    for (unsigned number = 1;; ++number) {
      const auto answered = commit(**store, clock_now(), {ask(number, "MYI" + std::to_string(number))});
      if (!answered || answered->front().entry.outcome != Outcome::granted) return 1;
      const bool before = is_shown();
      const bool is_seen = !(*store)->standing_of("AZE10000000")->empty();
      if (is_seen && !is_shown()) return 2;
      if (before && !is_seen) return 3;
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
      if (before) return number > 10 && granted(**store) == number ? 0 : 4;
    }
  });
  LONGS_EQUAL(kYes, execute());
  LONGS_EQUAL(0, texts_come.wait());
  const auto store = open_store(options.store);
  LONGS_EQUAL(kRows, (*store)->imports()->front().rows);
  CHECK_TRUE((*store)->verify().ok());
}
