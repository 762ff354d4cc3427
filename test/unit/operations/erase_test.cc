#include "operations/erase.h"

#include <chrono>
#include <memory>
#include <string>

#include "operations/history.h"
#include "ruleset/load.h"
#include "store/open.h"
#include "test/rig/store_folder.h"
#include "test/rig/store_samples.h"
#include "tool/rules/local_service.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using Why = StillNeeded::Why;

/// A register of July 2020, looked at in September.
TEST_GROUP(EraseOperation) {
  test::StoreFolder folder;
  Loaded loaded = load_folder("rules/8103");
  std::unique_ptr<RegisterStore> store = std::move(*open_store(folder.path()));
  const Instant now = at("2020-09-30T12:00");
  const Person person{Subject::document, "AZE12345678"};
  const Actor clerk{"clerk", "request 17"};

  void setup() override {
    say("2020-07-21T10:00", "2 AZE12345678 10AA123");
    say("2020-07-21T10:05", "2-aze-12345678!!");
    say("2020-07-22T10:00", "2 AZE87654321");
  }

  Instant at(std::string_view local) const { return loaded.rules->zone.instant(*parse_local_time(local)); }
  void say(std::string_view when, const std::string& text) {
    tool::LocalService service(loaded.rules, *store);
    CHECK_TRUE(service.answer(text, "994501112233", at(when)).ok());
  }
  void enter(std::optional<Instant> until) {
    const StandingPermit permit{.kind = "work", .period = {at("2020-08-06T00:00"), until}, .holder = person.key};
    CHECK_TRUE(store->enter(permit, {"metro", ""}, permit.period.from).ok());
  }
  void put_on_list(std::optional<Instant> until) {
    CHECK_TRUE(store
                   ->put_on_list({"health", Listing::Of::document, person.key, at("2020-08-06T00:00"), until, "clerk",
                                  "positive test"})
                   .ok());
  }
  std::optional<StillNeeded> needed(Instant when) const { return *still_needed(*store, *loaded.rules, person, when); }
  PersonTraces traces() const { return *traces_of(*store, person, *store->last(), {}); }
};

TEST(EraseOperation, readsADocumentOrAFin) {
  const auto read = read_person("aze 12345678", *loaded.rules);
  STRCMP_EQUAL("AZE12345678", read->key.c_str());
  CHECK_TRUE(read->by == Subject::document && read->listed_as() == Listing::Of::document && read->phone().empty());
  STRCMP_EQUAL("5ABC2D1", read_person("5abc2d1", *loaded.rules)->key.c_str());
  CHECK_TRUE(read_person("12", *loaded.rules).error().kind == OperationError::Kind::bad_input);
}

TEST(EraseOperation, readsAPhoneIfAServiceKnowsOnlyPhones) {
  const Loaded phones = load_folder("test/rules/services/phone");
  const auto read = read_person("06911111111", *phones.rules);
  STRCMP_EQUAL("306911111111", read->key.c_str());
  CHECK_TRUE(read->by == Subject::phone && read->listed_as() == Listing::Of::phone && read->document().empty());
}

TEST(EraseOperation, requiresTheNumberOfTheRequest) {
  CHECK_TRUE(check_request("request 17").ok());
  STRCMP_EQUAL("why", check_request(" \t").error().input.c_str());
}

TEST(EraseOperation, waitsForAPermitThatIsAliveOrCounted) {
  const auto why = needed(at("2020-07-21T11:00"));
  CHECK_TRUE(why && why->why == Why::counted_permit);
  CHECK_TRUE(why->decided == at("2020-07-21T10:00"));
  CHECK_FALSE(needed(now).has_value());
}

TEST(EraseOperation, waitsForAStandingPermit) {
  enter(at("2020-10-10T00:00"));
  const auto why = needed(now);
  CHECK_TRUE(why && why->why == Why::standing_permit);
  STRCMP_EQUAL("work", why->kind.c_str());
  CHECK_TRUE(why->until == at("2020-10-10T00:00"));
  CHECK_FALSE(needed(at("2020-10-10T00:00")).has_value());
}

TEST(EraseOperation, waitsForAStandingPermitWithoutAnEnd) {
  enter({});
  const auto why = needed(now);
  CHECK_TRUE(why && why->why == Why::standing_permit && !why->until);
}

TEST(EraseOperation, waitsForAList) {
  put_on_list(at("2020-10-10T00:00"));
  CHECK_TRUE(needed(now)->why == Why::list);
  CHECK_FALSE(needed(at("2020-10-10T00:00")).has_value());
}

TEST(EraseOperation, findsAllThatTheRegisterSaysAboutAPerson) {
  enter(at("2020-08-10T00:00"));
  put_on_list(at("2020-08-10T00:00"));
  std::uint64_t searched = 0;
  const auto found = traces_of(*store, person, *store->last(), [&](std::uint64_t done) { searched = done; });
  LONGS_EQUAL(4, found->records.size());
  LONGS_EQUAL(2, found->records[1]);  // it could not be read
  LONGS_EQUAL(1, found->given.size());
  LONGS_EQUAL(1, found->held.size());
  LONGS_EQUAL(1, found->listed.size());
  CHECK_TRUE(searched > *store->last());
}

TEST(EraseOperation, keepsRecordsFromAfterTheSearch) {
  const Sequence last = *store->last();
  enter({});
  const auto found = traces_of(*store, person, last, {});
  LONGS_EQUAL(2, found->records.size());
  CHECK_TRUE(found->held.empty());
  CHECK_TRUE(erase_person(*store, person, *found, clerk, now, {}).ok());
  LONGS_EQUAL(1, store->standing_of(person.key)->size());
}

TEST(EraseOperation, onASlowDiskRemovesTheSame) {
  enter(at("2020-08-10T00:00"));
  store.reset();
  store = std::move(*open_store(folder.path(), {.long_write = std::chrono::milliseconds{0}}));
  CHECK_TRUE(erase_person(*store, person, traces(), clerk, now, {}).ok());
  CHECK_TRUE(traces().empty());
  CHECK_TRUE(store->verify().ok());
}

TEST(EraseOperation, removesAPersonAndTheChainHolds) {
  enter(at("2020-08-10T00:00"));
  put_on_list(at("2020-08-10T00:00"));
  std::uint64_t erased = 0;
  const auto count = [&](std::uint64_t done) { erased = done; };
  const Sequence last = *store->last();
  CHECK_TRUE(erase_person(*store, person, traces(), clerk, now, count).ok());
  LONGS_EQUAL(4, erased);
  CHECK_TRUE(traces().empty());
  const auto log = store->log(1, 100);
  for (const Record& record : *log) CHECK_FALSE(mentions(record, person.by, person.key));
  CHECK_TRUE(test::by_document(*store, person.key).empty());
  CHECK_TRUE(test::by_plate(*store, "10AA123").empty());
  LONGS_EQUAL(1, test::by_document(*store, "AZE87654321").size());
  CHECK_TRUE(store->verify().ok());
  const AdminEvent act = std::get<AdminEvent>(store->log(last + 1, 1)->at(0).event);
  CHECK_TRUE(act.actor == clerk);
  CHECK_TRUE(std::get<Removed>(act.what) == (Removed{.what = Removed::What::person, .before = now, .records = 4}));
}
