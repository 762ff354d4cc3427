#include "operations/purge.h"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "ruleset/load.h"
#include "store/open.h"
#include "test/rig/store_folder.h"
#include "test/rig/store_samples.h"
#include "tool/rules/local_service.h"

#include <CppUTest/TestHarness.h>

using namespace permit;

/// A register of July 2020, looked at in September.
TEST_GROUP(PurgeOperation) {
  test::StoreFolder folder;
  Loaded loaded = load_folder("rules/8103");
  std::unique_ptr<RegisterStore> store = std::move(*open_store(folder.path()));
  const Instant now = at("2020-09-30T12:00");
  const Actor clerk{"clerk", "retention"};

  void setup() override {
    say("2020-07-21T10:00", "2 AZE12345678");
    say("2020-07-22T10:00", "2 AZE87654321");
  }

  Instant at(std::string_view local) const { return loaded.rules->zone.instant(*parse_local_time(local)); }
  void say(std::string_view when, const std::string& text) {
    tool::LocalService service(loaded.rules, *store);
    CHECK_TRUE(service.answer(text, "994501112233", at(when)).ok());
  }
  void enter(const char* from, std::optional<Instant> until, const std::string& reference) {
    const StandingPermit permit{.kind = "work",
                                .activity = "allowed",
                                .period = {at(from), until},
                                .holder = "5ABC2D1",
                                .reference = reference};
    CHECK_TRUE(store->enter(permit, {"metro", ""}, permit.period.from).ok());
  }
  std::string refused(const PurgePlan& plan) const {
    const auto allowed = check_purge(plan, *loaded.rules, now);
    return allowed ? "" : allowed.error().input;
  }
  Removed last_removed() const {
    const AdminEvent act = std::get<AdminEvent>(store->log(*store->last(), 1)->at(0).event);
    STRCMP_EQUAL("clerk", act.actor.by.c_str());
    return std::get<Removed>(act.what);
  }
};

TEST(PurgeOperation, keepsWholeDaysOfTheService) {
  CHECK_TRUE(kept_since(*loaded.rules, 30, now) == at("2020-08-31T00:00"));
  CHECK_TRUE(kept_since(*loaded.rules, 0, now) == at("2020-09-30T00:00"));
}

TEST(PurgeOperation, refusesWhatALimitCountsOrAnSmscDeliversAgain) {
  const Instant latest = latest_purge(*loaded.rules, now);
  CHECK_TRUE(latest <= now - std::chrono::days(9));
  CHECK_TRUE(latest <= loaded.rules->history_from(now));
  STRCMP_EQUAL("", refused({.before = latest}).c_str());
  STRCMP_EQUAL("before", refused({.before = latest + std::chrono::seconds(1)}).c_str());
}

TEST(PurgeOperation, refusesAFutureTimeForTexts) {
  STRCMP_EQUAL("", refused({.texts_before = now}).c_str());
  STRCMP_EQUAL("texts-before", refused({.texts_before = now + std::chrono::seconds(1)}).c_str());
}

TEST(PurgeOperation, removesRecordsAndThenStandingPermits) {
  enter("2020-08-06T00:00", at("2020-08-10T00:00"), "1");
  enter("2020-08-07T00:00", at("2030-08-10T00:00"), "2");
  std::vector<std::uint64_t> done;
  std::uint64_t rows = 0;
  const auto standing = purge_history(*store, folder.path(), *loaded.rules, at("2020-08-20T00:00"), clerk, now,
                                      {.progress = [&](std::uint64_t count) { done.push_back(count); },
                                       .records_gone =
                                           [&](std::uint64_t count) {
                                             rows = count;
                                             CHECK_EQUAL(count, done.back());
                                             LONGS_EQUAL(2, store->standing_of("5ABC2D1")->size());
                                           }});
  LONGS_EQUAL(1, *standing);
  LONGS_EQUAL(1, done.back());
  CHECK_TRUE(rows >= 4);
  LONGS_EQUAL(1, store->standing_of("5ABC2D1")->size());
  CHECK_TRUE(test::texts(*store).empty());
  CHECK_TRUE((last_removed() == Removed{.what = Removed::What::history, .before = at("2020-08-20T00:00")}));
  CHECK_TRUE(store->verify().ok());
}

TEST(PurgeOperation, onASlowDiskRemovesTheSame) {
  for (const char* reference : {"1", "2", "3"}) enter("2020-08-06T00:00", at("2020-08-10T00:00"), reference);
  store.reset();
  store = std::move(*open_store(folder.path(), {.long_write = std::chrono::milliseconds{0}}));
  LONGS_EQUAL(3, *purge_history(*store, folder.path(), *loaded.rules, at("2020-08-20T00:00"), clerk, now, {}));
  CHECK_TRUE(test::texts(*store).empty() && store->standing_of("5ABC2D1")->empty());
  CHECK_TRUE(store->verify().ok());
}

TEST(PurgeOperation, keepsAStandingPermitThatADecreeExtends) {
  enter("2020-07-06T00:00", at("2020-07-25T00:00"), "");
  LONGS_EQUAL(0, *purge_history(*store, folder.path(), *loaded.rules, at("2020-08-01T00:00"), clerk, now, {}));
  LONGS_EQUAL(1, *purge_history(*store, folder.path(), *loaded.rules, at("2020-08-06T00:00"), clerk, now, {}));
}

TEST(PurgeOperation, removesTheRowsOfAnInterruptedImportFirst) {
  const StandingPermit work{.kind = "work", .period = {at("2020-07-22T11:00"), {}}, .holder = "5ABC2D1"};
  CHECK_TRUE(store->stage({.kind = "work", .file = "staff.csv", .by = "metro"}, {&work, 1}, work.period.from).ok());
  std::string file;
  CHECK_TRUE(purge_history(*store, folder.path(), *loaded.rules, at("2020-07-22T00:00"), clerk, now,
                           {.dropped = [&](const Import& import) { file = import.file; }})
                 .ok());
  STRCMP_EQUAL("staff.csv", file.c_str());
  CHECK_TRUE(store->imports()->front().state == Import::State::dropped);
}

TEST(PurgeOperation, removesRawTextsAndKeepsTheirReading) {
  LONGS_EQUAL(1, *purge_raw_texts(*store, at("2020-07-22T00:00"), clerk, now, {}));
  const auto texts = test::texts(*store);
  STRCMP_EQUAL("", texts[0].text.body.c_str());
  STRCMP_EQUAL("AZE12345678", texts[0].document.c_str());
  STRCMP_EQUAL("2 AZE87654321", texts[1].text.body.c_str());
  CHECK_TRUE((last_removed() == Removed{.what = Removed::What::raw_texts, .before = at("2020-07-22T00:00")}));
}
