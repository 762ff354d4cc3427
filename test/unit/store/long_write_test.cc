// Work on many rows continues in another transaction when one has lasted long. Here every transaction is long at once.
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "store/open.h"
#include "test/rig/store_folder.h"
#include "test/rig/store_samples.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::test;
using namespace std::chrono_literals;

namespace {

const Instant kMorning = utc("2020-07-21T10:00");
const Actor kClerk{"clerk", "by telephone"};

StandingPermit work_of(const std::string& holder) {
  return {.kind = "work", .activity = "trade", .period = {kMorning, kMorning + 24h}, .holder = holder};
}

Listing sick(const std::string& document) {
  return {"health", Listing::Of::document, document, kMorning, kMorning + 1h, "clerk", "test"};
}

}  // namespace

TEST_GROUP(LongWrite) {
  StoreFolder folder;
  std::unique_ptr<RegisterStore> store = std::move(*open_store(folder.path(), {.long_write = 0ms}));

  void teardown() override { CHECK_TRUE(store->verify().ok()); }

  void texts() { CHECK_TRUE(commit(*store, kMorning, {ask(1, "D1"), ask(2, "D2"), ask(3, "D3")}).ok()); }
};

TEST(LongWrite, aBatchOfTextsIsNeverDivided) {
  texts();
  LONGS_EQUAL(3, *store->last());
}

TEST(LongWrite, entersOneRowOfAnImport) {
  const std::vector<StandingPermit> rows{work_of("D1"), work_of("D2"), work_of("D3")};
  Import import{.kind = "work", .file = "staff.csv", .by = "clerk"};
  const StageResult first = *store->stage(import, rows, kMorning);
  CHECK_TRUE(first.rows() == 1 && first.added == 1);
  import.id = first.import;
  LONGS_EQUAL(1, store->stage(import, std::span(rows).subspan(1), kMorning)->rows());
  LONGS_EQUAL(1, store->stage(import, std::span(rows).subspan(2), kMorning)->rows());
  CHECK_TRUE(store->publish_import(import.id, 3, kMorning).ok());
  for (const StandingPermit& row : rows) LONGS_EQUAL(1, store->standing_of(row.holder)->size());
}

TEST(LongWrite, dropsAnImportRecordByRecord) {
  Import import{.kind = "work", .file = "staff.csv", .by = "clerk"};
  for (const char* holder : {"D1", "D2", "D3"})
    import.id = store->stage(import, std::vector{work_of(holder)}, kMorning)->import;
  std::size_t steps = 1;
  while (!*store->drop_import(import.id, 100, kMorning)) ++steps;
  LONGS_EQUAL(3, steps);
  CHECK_TRUE(store->imports()->front().state == Import::State::dropped);
}

TEST(LongWrite, putsOneListing) {
  const std::vector<Listing> listings{sick("D1"), sick("D2")};
  LONGS_EQUAL(1, *store->put_on_lists(listings));
  LONGS_EQUAL(1, store->listings("health")->size());
}

TEST(LongWrite, removesOnePermit) {
  CHECK_TRUE(store->enter(work_of("D1"), kClerk, kMorning).ok() && store->enter(work_of("D2"), kClerk, kMorning).ok());
  const std::vector<StandingPermit> standing{store->standing_of("D1")->front(), store->standing_of("D2")->front()};
  const Removal first = *store->forget_standing(standing);
  CHECK_TRUE(first.passed == 1 && first.removed == 1);
  LONGS_EQUAL(1, store->standing_of("D2")->size());
  texts();
  const std::vector<Permit> given{by_document(*store, "D1").front(), by_document(*store, "D2").front()};
  LONGS_EQUAL(1, store->forget_permits(given)->passed);
  LONGS_EQUAL(1, by_document(*store, "D2").size());
}

TEST(LongWrite, erasesOneRecord) {
  texts();
  const Removal first = *store->erase(std::vector<Sequence>{1, 2, 3});
  CHECK_TRUE(first.passed == 1 && first.removed == 1);
  LONGS_EQUAL(0, store->erase({})->passed);
}

TEST(LongWrite, purgesRecordByRecordAndRowByRow) {
  texts();
  for (const char* document : {"D1", "D2"}) CHECK_TRUE(store->put_on_list(sick(document)).ok());
  const Instant later = kMorning + 240h;
  std::vector<std::size_t> steps;
  while (const std::size_t rows = *store->purge(later, 100)) steps.push_back(rows);
  for (const std::size_t rows : steps) LONGS_EQUAL(1, rows);
  CHECK_TRUE(steps.size() >= 5 + 2);  // records, and listings
  CHECK_TRUE(store->log(0, 10)->empty() && store->listings("health")->empty());
}

TEST(LongWrite, dropsRawTextsRecordByRecord) {
  texts();
  for (int record = 0; record < 3; ++record) LONGS_EQUAL(1, *store->drop_raw_texts(kMorning + 1h, 100));
  LONGS_EQUAL(0, *store->drop_raw_texts(kMorning + 1h, 100));
  for (const Entry& entry : test::texts(*store)) STRCMP_EQUAL("", entry.text.body.c_str());
}

TEST(LongWrite, repairsRowByRow) {
  texts();
  CHECK_TRUE(store->forget_permits(by_document(*store, "D1")).ok());
  CHECK_TRUE(store->forget_permits(by_document(*store, "D3")).ok());
  std::size_t found = 0;
  const auto check = store->check();
  while (!check->is_over()) found += check->step(100, true)->size();
  CHECK_TRUE(found >= 2);
  LONGS_EQUAL(1, by_document(*store, "D1").size());
  LONGS_EQUAL(1, by_document(*store, "D3").size());
  const auto again = store->check();
  while (!again->is_over()) CHECK_TRUE(again->step(100, false)->empty());
}
