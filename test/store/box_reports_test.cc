#include "store/box_reports.h"

#include <unistd.h>

#include <chrono>
#include <string>

#include "store/lmdb_store.h"
#include "test/support/store_folder.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace std::chrono_literals;

namespace {

BoxReport sample() {
  BoxReport report;
  report.box = "permit8103";
  report.process = static_cast<std::uint32_t>(getpid());
  report.at = Moment{1234567ms};
  report.folder = "/rules";
  report.rules.fill(0x81);
  report.faults = {"/rules/service.xml:1: no", std::string("\0\xFF", 2)};
  BoxReport::Shadow& shadow = report.shadow.emplace();
  shadow.folder = "/next";
  shadow.rules.fill(0x03);
  shadow.since = Moment{-1ms};
  shadow.texts = {5, {{{Outcome::granted, Outcome::refused}, 2}, {{Outcome::granted, Outcome::granted}, 1}}};
  shadow.passed_over = 7;
  return report;
}

}  // namespace

TEST_GROUP(BoxReports){};

TEST(BoxReports, areReadAsTheyWereWritten) {
  BoxReport report = sample();
  CHECK_TRUE(decode_report(encode(report)) == report);
  report.shadow.reset();
  report.faults.clear();
  CHECK_TRUE(decode_report(encode(report)) == report);
}

TEST(BoxReports, areNotReadFromOtherBytes) {
  const std::string bytes = encode(sample());
  for (std::size_t size = 0; size < bytes.size(); ++size) CHECK_FALSE(decode_report(bytes.substr(0, size)).has_value());
  CHECK_FALSE(decode_report(bytes + "x").has_value());
  std::string newer = bytes;
  newer[0] = 2;
  CHECK_FALSE(decode_report(newer).has_value());
}

TEST(BoxReports, stayWhileTheirProcessRuns) {
  test::StoreFolder folder;
  BoxReport ended = sample();
  ended.process = 0x3FFFFFFF;  // above any pid that Linux gives
  const auto store = LmdbStore::open(folder.path());
  CHECK_TRUE((*store)->reports()->empty());
  CHECK_TRUE((*store)->report(ended).ok());
  CHECK_FALSE(runs((*store)->reports()->front()));
  BoxReport mine = sample();
  CHECK_TRUE((*store)->report(mine).ok());
  mine.faults.clear();
  CHECK_TRUE((*store)->report(mine).ok());
  CHECK_EQUAL(1, (*store)->reports()->size());
  CHECK_TRUE((*store)->reports()->front() == mine);
  CHECK_TRUE(runs(mine));
}
