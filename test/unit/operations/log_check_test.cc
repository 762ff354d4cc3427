#include "operations/log_check.h"

#include <memory>
#include <string>
#include <vector>

#include "store/format/keys.h"
#include "store/lmdb/environment.h"
#include "store/open.h"
#include "test/rig/store_folder.h"
#include "test/rig/store_samples.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using test::ask;
using test::utc;
using What = HeadFinding::What;

/// A register with ten texts, and the head that was noted after each.
TEST_GROUP(LogCheck) {
  test::StoreFolder folder;
  std::unique_ptr<RegisterStore> store = std::move(*open_store(folder.path()));
  NotedHead heads[11];

  void setup() override {
    for (unsigned number = 1; number <= 10; ++number) {
      const auto at = utc("2020-07-21T10:00") + std::chrono::minutes(number);
      CHECK_TRUE(test::commit(*store, at, {ask(number, "AZE0000000" + std::to_string(number))}).ok());
      heads[number] = *parse_head(render_head(log_end(*store)->head));
    }
  }
  LogReport check(std::vector<NotedHead> noted) const { return *check_log(*store, std::move(noted), {}); }
};

TEST(LogCheck, aHeadIsReadAsItIsWritten) {
  const std::string text = heads[3].text();
  LONGS_EQUAL(3, parse_head(text)->sequence);
  STRCMP_EQUAL(text.c_str(), parse_head(text)->text().c_str());
  for (const std::string& wrong : {std::string(), std::string("3"), std::string("3:"), "x" + text, text + "0",
                                   text.substr(0, text.size() - 1) + "G"})
    CHECK_FALSE_TEXT(parse_head(wrong).has_value(), wrong.c_str());
}

TEST(LogCheck, knowsWhereTheLogEndsAndWhen) {
  const LogEnd end = *log_end(*store);
  LONGS_EQUAL(10, end.head.sequence);
  CHECK_TRUE(end.at == utc("2020-07-21T10:10"));
  test::StoreFolder empty;
  const auto none = open_store(empty.path());
  LONGS_EQUAL(0, log_end(**none)->head.sequence);
  CHECK_FALSE(log_end(**none)->at.has_value());
}

TEST(LogCheck, followsAWholeLogAndFindsNotedHeads) {
  std::uint64_t followed = 0;
  const LogReport report = *check_log(*store, {heads[7], heads[2]}, [&](std::uint64_t done) { followed = done; });
  CHECK_TRUE(report.is_whole());
  LONGS_EQUAL(0, report.start.sequence);
  LONGS_EQUAL(10, report.end.sequence);
  LONGS_EQUAL(10, followed);
  LONGS_EQUAL(2, report.heads.size());
  LONGS_EQUAL(2, report.heads[0].head.sequence);
  CHECK_TRUE(report.heads[0].what == What::held && report.heads[1].what == What::held);
}

TEST(LogCheck, findsAHeadThatTheLogDoesNotHave) {
  NotedHead other = heads[5];
  other.hash = heads[4].hash;
  const LogReport rewritten = check({heads[9], other});
  CHECK_FALSE(rewritten.is_whole());
  LONGS_EQUAL(1, rewritten.heads.size());
  CHECK_TRUE(rewritten.heads[0].what == What::rewritten);
  LONGS_EQUAL(5, rewritten.end.sequence);
  other.sequence = 11;
  const LogReport cut = check({heads[9], other});
  LONGS_EQUAL(2, cut.heads.size());
  CHECK_TRUE(cut.heads[1].what == What::cut_off);
  LONGS_EQUAL(10, cut.end.sequence);
}

TEST(LogCheck, findsNoFaultInAHeadThatWasPurged) {
  while (*store->purge(utc("2020-07-21T10:05"), 100) > 0) continue;
  const LogReport report = check({heads[2], heads[9]});
  CHECK_TRUE(report.is_whole());
  CHECK_TRUE(report.heads[0].what == What::purged && report.heads[1].what == What::held);
  LONGS_EQUAL(4, report.start.sequence);
}

TEST(LogCheck, countsErasedRecords) {
  const Sequence one = 3;
  CHECK_TRUE(store->erase({&one, 1}).ok());
  const LogReport report = check({heads[10]});
  CHECK_TRUE(report.is_whole());
  LONGS_EQUAL(1, report.erased);
}

TEST(LogCheck, namesTheFirstRecordThatWasRemoved) {
  store.reset();
  {
    const auto environment = lmdb::Environment::open(folder.path(), {});
    CHECK_TRUE((*environment)
                   ->write([&](lmdb::WriteTransaction& transaction) {
                     transaction.erase(transaction.at("log"), sequence_key(6));
                     return 0;
                   })
                   .ok());
  }
  store = std::move(*open_store(folder.path()));
  const LogReport report = check({heads[4], heads[8]});
  CHECK_FALSE(report.is_whole());
  STRCMP_CONTAINS("record 6 of the log is missing", report.fault->message.c_str());
  LONGS_EQUAL(1, report.heads.size());
}
