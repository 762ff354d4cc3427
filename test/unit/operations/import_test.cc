// The outcomes of importing standing permits.
#include "operations/import.h"

#include <chrono>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "operations/choose_rules.h"
#include "operations/import_lock.h"
#include "operations/standing_pages.h"
#include "store/open.h"
#include "test/rig/store_folder.h"

#include <CppUTest/TestHarness.h>

using namespace permit;

namespace {

/// Records what the import reports.
class ImportRecorder : public ImportObserver {
 public:
  void on_dropped(const Import& import) override { dropped.push_back(import.file); }
  void on_begin(bool enters) override { passes += enters ? "enter " : "check "; }
  Status on_header(const CsvReader&) override { return Done{}; }
  void on_bad_row(const CsvReader& table, const std::string& why) override {
    bad.push_back(std::to_string(table.line()) + ": " + why);
  }
  void on_progress(std::uint64_t bytes) override { read = bytes; }
  Status on_end() override { return full ? Status(Error{"the disk is full"}) : Done{}; }

  std::vector<std::string> dropped;
  std::vector<std::string> bad;
  std::string passes;
  std::uint64_t read = 0;
  bool full = false;  ///< bad rows cannot be written
};

const std::string kHeader = "holder,from,until,reference\n";
const std::string kGood =
    "AZE12345678,2020-07-21T00:00,2020-07-31T00:00,44-1\n"
    "AZE12345679,2020-07-21T00:00,none,44-2\n";

}  // namespace

/// The register on 21 July 2020, by the rules of 8103.
TEST_GROUP(Import) {
  test::StoreFolder folder;
  std::unique_ptr<RegisterStore> store = std::move(*open_store(folder.path()));
  Rules rules = *load_rules("rules/8103");
  Instant now = rules->zone.instant(*parse_local_time("2020-07-21T10:00"));
  ImportRequest request{.kind = "work", .file = "staff.csv", .by = "clerk", .source = "Acme"};
  ImportRecorder recorder;

  Result<ImportReport, OperationError> enter(const std::string& rows, bool can_rewind = true) {
    std::istringstream file(kHeader + rows);
    return import_permits({file, can_rewind}, *store, folder.path(), *rules, request, recorder, now);
  }
  Result<ImportReport, OperationError> check(const std::string& rows) {
    std::istringstream file(kHeader + rows);
    return check_import({file}, *store, *rules, request, recorder, now);
  }
  std::size_t permits() const { return standing_page(*store, *rules, {.with_ended = true}, now, "")->permits.size(); }
};

TEST(Import, rowsTakeEffectTogetherAndASecondImportAddsNone) {
  const auto report = enter(kGood);
  CHECK_TRUE(report->what == ImportReport::What::shown);
  LONGS_EQUAL(2, report->good);
  LONGS_EQUAL(2, report->added);
  LONGS_EQUAL(2, permits());
  STRCMP_EQUAL("check enter ", recorder.passes.c_str());
  LONGS_EQUAL((kHeader + kGood).size(), recorder.read);
  const auto again = enter(kGood);
  CHECK_TRUE(again->what == ImportReport::What::nothing_new);
  LONGS_EQUAL(2, again->unchanged);
}

TEST(Import, onASlowDiskTheRowsAreShownTogetherToo) {
  store.reset();
  store = std::move(*open_store(folder.path(), {.long_write = std::chrono::milliseconds{0}}));
  const auto report = enter(kGood);
  CHECK_TRUE(report->what == ImportReport::What::shown);
  LONGS_EQUAL(2, report->added);
  LONGS_EQUAL(2, permits());
}

TEST(Import, aBadRowIsNamedAndNothingIsEntered) {
  const auto report = enter(kGood + "AZE1,2020-07-21T00:00,none,\n");
  CHECK_TRUE(report->what == ImportReport::What::refused);
  LONGS_EQUAL(1, report->bad);
  LONGS_EQUAL(2, report->good);
  LONGS_EQUAL(1, recorder.bad.size());
  STRCMP_CONTAINS("4: holder: `A**1' is not a document", recorder.bad[0].c_str());
  LONGS_EQUAL(0, *store->last());
}

TEST(Import, aPipeIsReadOnceAndABadRowStopsAllOfIt) {
  const auto report = enter(kGood + "AZE1,2020-07-21T00:00,none,\n", false);
  CHECK_TRUE(report->what == ImportReport::What::refused);
  STRCMP_EQUAL("enter ", recorder.passes.c_str());
  LONGS_EQUAL(0, permits());
}

TEST(Import, badRowsAreSkippedOnRequest) {
  request.skip_bad = true;
  const auto report = enter(kGood + "AZE1,2020-07-21T00:00,none,\n");
  CHECK_TRUE(report->what == ImportReport::What::shown);
  LONGS_EQUAL(1, report->bad);
  LONGS_EQUAL(2, permits());
}

TEST(Import, aCheckSaysWhatWouldHappenAndEntersNothing) {
  CHECK_TRUE(enter(kGood).ok());
  const Sequence last = *store->last();
  const auto report = check(
      "AZE12345678,2020-07-22T00:00,2020-07-31T00:00,44-1\n"
      "AZE12345679,2020-07-21T00:00,none,44-2\n"
      "AZE12345670,2020-07-01T00:00,none,44-3\n"
      "AZE12345671,2020-07-01T00:00,2020-07-04T00:00,44-4\n");
  CHECK_TRUE(report->what == ImportReport::What::checked);
  LONGS_EQUAL(1, report->replaced);
  LONGS_EQUAL(1, report->unchanged);
  LONGS_EQUAL(2, report->added);
  LONGS_EQUAL(1, report->already_ended);
  LONGS_EQUAL(1, report->switched_off->rows);
  STRCMP_EQUAL("2020-07-05T06:00:00", render_local_time(rules->zone.local(report->switched_off->at)).c_str());
  LONGS_EQUAL(last, *store->last());
}

TEST(Import, aBadHeaderIsTheOnlyFault) {
  std::istringstream file("name\nAZE12345678\n");
  const auto report = check_import({file}, *store, *rules, request, recorder, now);
  CHECK_TRUE(report->what == ImportReport::What::no_header);
  LONGS_EQUAL(1, recorder.bad.size());
}

TEST(Import, anUnknownKindIsBadInput) {
  request.kind = "wrok";
  CHECK_TRUE(enter(kGood).error().kind == OperationError::Kind::bad_input);
  CHECK_TRUE(check(kGood).error().kind == OperationError::Kind::bad_input);
}

TEST(Import, nothingIsEnteredIfBadRowsCannotBeReported) {
  recorder.full = true;
  CHECK_TRUE(enter(kGood).error().kind == OperationError::Kind::not_reported);
  LONGS_EQUAL(0, *store->last());
}

TEST(Import, oneRunsAtATimeAndABrokenOneIsRemovedFirst) {
  const StandingPermit permit{.kind = "work", .period = {now, {}}, .holder = "AZE12345671"};
  CHECK_TRUE(store->stage({.kind = "work", .file = "old.csv", .by = "other"}, {&permit, 1}, now).ok());
  {
    const auto lock = ImportLock::take(folder.path());
    CHECK_TRUE(enter(kGood).error().kind == OperationError::Kind::unavailable);
    CHECK_TRUE(list_imports(*store, folder.path())->is_running);
  }
  CHECK_TRUE(enter(kGood).ok());
  LONGS_EQUAL(1, recorder.dropped.size());
  STRCMP_EQUAL("old.csv", recorder.dropped[0].c_str());
  const auto list = list_imports(*store, folder.path());
  CHECK_FALSE(list->is_running);
  CHECK_TRUE(list->imports.at(0).state == Import::State::dropped);
  CHECK_TRUE(list->imports.at(1).state == Import::State::shown);
}
