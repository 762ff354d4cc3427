#include "store/instances.h"

#include <unistd.h>

#include <chrono>
#include <string>

#include "store/lmdb_store.h"
#include "test/rig/store_folder.h"
#include "test/rig/store_samples.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace std::chrono_literals;

namespace {

InstanceStatus sample() {
  InstanceStatus report;
  report.box = "permit8103";
  report.process = static_cast<std::uint32_t>(getpid());
  report.at = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  report.folder = "/rules";
  report.rules.fill(0x81);
  report.faults = {"/rules/service.xml:1: no", std::string("\0\xFF", 2)};
  InstanceStatus::Shadow shadow;
  shadow.folder = "/next";
  shadow.rules.fill(0x03);
  shadow.since = Moment{-1ms};
  shadow.texts = {5, {{{Outcome::granted, Outcome::refused}, 2}, {{Outcome::granted, Outcome::granted}, 1}}};
  shadow.passed_over = 7;
  report.shadow = shadow;
  report.rules_since = Moment{77ms};
  report.figures.started = Moment{5ms};
  report.figures.answered[Outcome::silent] = 3;
  report.figures.latency.count(0.25);
  report.figures.batches.count(1000);
  report.figures.waiting = 1;
  report.figures.held = 2;
  report.figures.failed_commits = 4;
  report.figures.failed_at = Moment{6ms};
  report.figures.failure = "disk full";
  return report;
}

}  // namespace

TEST_GROUP(BoxReports){};

TEST(BoxReports, areReadAsTheyWereWritten) {
  InstanceStatus report = sample();
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
  newer[0] = 3;
  CHECK_FALSE(decode_report(newer).has_value());
}

TEST(BoxReports, rideInTheNextCommitOrAreWrittenAlone) {
  test::StoreFolder folder;
  const auto store = std::move(*LmdbStore::open(folder.path()));
  InstanceStatus report = sample();
  store->report_with_next_commit(report);
  CHECK_TRUE(store->reports()->empty());
  CHECK_TRUE(test::commit(*store, test::utc("2020-07-21T10:00"), {test::ask(1, "D")}).ok());
  CHECK_TRUE(store->reports()->front() == report);
  report.figures.held = 9;
  store->report_with_next_commit(report);
  CHECK_TRUE(store->report_now().ok());
  CHECK_TRUE(store->reports()->front() == report);
}

TEST(BoxReports, oneThatCannotBeReadStandsInNoTextsWay) {
  test::StoreFolder folder;
  CHECK_TRUE(LmdbStore::open(folder.path()).ok());
  {
    const auto environment = lmdb::Environment::open(folder.path(), {});
    CHECK_TRUE((*environment)
                   ->write([](lmdb::WriteTransaction& transaction) {
                     transaction.put(transaction.create("boxes"), "other", "of another version");
                     return Done{};
                   })
                   .ok());
  }
  const auto store = std::move(*LmdbStore::open(folder.path()));
  CHECK_TRUE(store->reports()->empty());  // and does not fail the look-up
  store->report_with_next_commit(sample());
  CHECK_TRUE(test::commit(*store, test::utc("2020-07-21T10:00"), {test::ask(1, "D")}).ok());
  CHECK_EQUAL(1, store->reports()->size());
}

TEST(BoxReports, stayWhileTheirProcessRuns) {
  test::StoreFolder folder;
  InstanceStatus ended = sample();
  ended.process = 0x3FFFFFFF;  // above any pid of Linux
  const auto store = LmdbStore::open(folder.path());
  CHECK_TRUE((*store)->reports()->empty());
  CHECK_TRUE((*store)->report(ended).ok());
  CHECK_FALSE(runs((*store)->reports()->front()));
  InstanceStatus mine = sample();
  CHECK_TRUE((*store)->report(mine).ok());
  mine.faults.clear();
  CHECK_TRUE((*store)->report(mine).ok());
  CHECK_EQUAL(1, (*store)->reports()->size());
  CHECK_TRUE((*store)->reports()->front() == mine);
  CHECK_TRUE(runs(mine));
}

// After a restart of the machine another process may have the number.
TEST(BoxReports, areOfAProcessThatHasEndedWhereTheMachineWasStartedSince) {
  InstanceStatus mine = sample();
  CHECK_TRUE(runs(mine));
  mine.at -= std::chrono::hours(24 * 3650);
  CHECK_FALSE(runs(mine));
}
