#include "core/admin_store.h"

#include <chrono>
#include <string>
#include <vector>

#include "store/memory_store.h"
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

StandingPermit work_of(const std::string& holder, const std::string& reference = "") {
  return {.kind = "work",
          .activity = "trade",
          .period = {kMorning, kMorning + 24h},
          .holder = holder,
          .plate = "10AA123",
          .reference = reference};
}

std::vector<StandingPermit> of(const Register& store, const std::string& holder) { return *store.standing_of(holder); }

}  // namespace

TEST_GROUP(AdminStore){};

#define EVERY_ADMIN_STORE(sentence)                                   \
  template <typename Register>                                        \
  static void sentence(Register& store);                              \
  TEST(AdminStore, sentence##InMemory) {                              \
    MemoryStore store;                                                \
    sentence(store);                                                  \
  }                                                                   \
  TEST(AdminStore, sentence##OnDisk) {                                \
    const StoreFolder folder;                                         \
    const auto store = open_store(folder.path(), {.long_write = 1h}); \
    sentence(**store);                                                \
    CHECK_TRUE((*store)->verify().ok());                              \
  }                                                                   \
  template <typename Register>                                        \
  static void sentence(Register& store)

EVERY_ADMIN_STORE(anEnteredPermitIsFoundByHolderAndByPlate) {
  const EnterResult kept = *store.enter(work_of("AZE12345678"), kClerk, kMorning);
  LONGS_EQUAL(1, kept.sequence);
  CHECK_TRUE(kept.what == EnterResult::What::added);
  LONGS_EQUAL(1, of(store, "AZE12345678").size());
  LONGS_EQUAL(1, store.standing_by_plate("10AA123")->size());
  CHECK_TRUE(store.standing_by_plate("10AA12")->empty());
  CHECK_TRUE(of(store, "AZE1234567").empty());
  CHECK_TRUE(of(store, "AZE12345678")[0].entered == kMorning);
  const Record record = store.log(1, 1)->at(0);
  CHECK_TRUE(std::get<AdminEvent>(record.event).actor == kClerk);
  CHECK_TRUE(std::get<StandingEntered>(std::get<AdminEvent>(record.event).what).permit == of(store, "AZE12345678")[0]);
}

EVERY_ADMIN_STORE(theSamePermitIsNotEnteredTwice) {
  CHECK_TRUE(store.enter(work_of("AZE12345678"), kClerk, kMorning).ok());
  const EnterResult again = *store.enter(work_of("AZE12345678"), kClerk, kMorning + 1h);
  CHECK_TRUE(again.what == EnterResult::What::unchanged);
  LONGS_EQUAL(1, again.sequence);
  LONGS_EQUAL(1, *store.last());
}

EVERY_ADMIN_STORE(aNewEntryWithTheSameReferenceReplacesTheOld) {
  CHECK_TRUE(store.enter(work_of("AZE12345678", "44-1"), kClerk, kMorning).ok());
  StandingPermit shorter = work_of("AZE12345678", "44-1");
  shorter.period.until = kMorning + 2h;
  CHECK_TRUE(store.enter(shorter, kClerk, kMorning + 1h)->what == EnterResult::What::replaced);
  const auto permits = of(store, "AZE12345678");
  LONGS_EQUAL(2, permits.size());
  CHECK_TRUE(permits[0].replaced == kMorning + 1h && !permits[1].replaced);
  CHECK_TRUE(store.enter(work_of("AZE12345678", "44-2"), kClerk, kMorning + 1h)->what == EnterResult::What::added);
}

EVERY_ADMIN_STORE(aClerkChangesAnEnd) {
  const Sequence permit = store.enter(work_of("AZE12345678"), kClerk, kMorning)->sequence;
  const NewEnd now{.until = kMorning + 1h, .revoked = true};
  CHECK_TRUE(store.change_end(permit, "AZE12345678", now, {"chief", "dismissed"}, kMorning + 1h)->has_value());
  const auto change = of(store, "AZE12345678")[0].change;
  CHECK_TRUE(change->revoked && change->until == kMorning + 1h && change->record == 2 && change->at == kMorning + 1h);
  CHECK_TRUE(of(store, "AZE12345678")[0].period.until == kMorning + 24h);
  CHECK_FALSE(store.change_end(99, "AZE12345678", now, kClerk, kMorning)->has_value());
  CHECK_FALSE(store.change_end(permit, "AZE1234567", now, kClerk, kMorning)->has_value());
  CHECK_FALSE(store.change_end(permit, "", now, kClerk, kMorning)->has_value());  // not a permit by text
  CHECK_TRUE(store.enter(work_of("AZE12345678"), kClerk, kMorning + 2h)->what == EnterResult::What::unchanged);
}

// Two clerks act at the same time: to extend a permit that the other has just revoked would make it valid again.
EVERY_ADMIN_STORE(aPermitThatIsOverForGoodGetsNoNewEnd) {
  const NewEnd over{.until = kMorning + 1h, .revoked = true};
  const NewEnd later{.until = kMorning + 48h};
  const Sequence revoked = store.enter(work_of("AZE12345678", "44-1"), kClerk, kMorning)->sequence;
  CHECK_TRUE(store.change_end(revoked, "AZE12345678", over, kClerk, kMorning + 1h)->has_value());
  const Sequence replaced = store.enter(work_of("AZE00000002", "44-2"), kClerk, kMorning)->sequence;
  StandingPermit newer = work_of("AZE00000002", "44-2");
  newer.period.until = kMorning + 2h;
  CHECK_TRUE(store.enter(newer, kClerk, kMorning + 1h)->what == EnterResult::What::replaced);
  CHECK_TRUE(commit(store, kMorning + 1h, {ask(1, "AZE00000003")}).ok());
  const Sequence by_text = *store.last();
  CHECK_TRUE(
      store.change_end(by_text, "", {.until = kMorning + 2h, .revoked = true}, kClerk, kMorning + 2h)->has_value());

  const Sequence last = *store.last();
  CHECK_FALSE(store.change_end(revoked, "AZE12345678", later, kClerk, kMorning + 1h)->has_value());
  CHECK_FALSE(store.change_end(replaced, "AZE00000002", later, kClerk, kMorning + 1h)->has_value());
  CHECK_FALSE(store.change_end(by_text, "", later, kClerk, kMorning + 2h)->has_value());
  LONGS_EQUAL(last, *store.last());
  CHECK_TRUE(by_document(store, "AZE00000003")[0].period.until == kMorning + 2h);
}

EVERY_ADMIN_STORE(theEndOfAPermitByTextIsChangedInEveryIndex) {
  CHECK_TRUE(commit(store, kMorning, {ask(1, "AZE12345678", "10AA123")}).ok());
  const NewEnd later{.until = kMorning + 5h};
  const EndChanged changed = **store.change_end(1, "", later, {"102", "certificate"}, kMorning + 1h);
  STRCMP_EQUAL("10AA123", changed.plate.c_str());
  for (const auto& permits : {by_document(store, "AZE12345678"), by_plate(store, "10AA123")}) {
    LONGS_EQUAL(1, permits.size());
    CHECK_TRUE(permits[0].period.until == kMorning + 5h && permits[0].changed == 2);
  }
  // The same request again gets the new end.
  CHECK_TRUE(commit(store, kMorning + 4h, {ask(2, "AZE12345678")})->at(0).entry.outcome == Outcome::repeated);
}

EVERY_ADMIN_STORE(anImportIsVisibleOnlyWhenItIsShown) {
  Import import{.kind = "work", .file = "staff.csv", .by = "clerk"};
  const std::vector<StandingPermit> rows = {work_of("AZE00000001"), work_of("AZE00000002"), work_of("AZE00000002")};
  const StageResult staged = *store.stage(import, rows, kMorning);
  CHECK_TRUE(staged.added == 2 && staged.unchanged == 1 && staged.replaced == 0);
  CHECK_TRUE(of(store, "AZE00000001").empty());
  CHECK_TRUE(store.standing_by_plate("10AA123")->empty());
  CHECK_TRUE(store.publish_import(staged.import, 2, kMorning + 1h).ok());
  LONGS_EQUAL(1, of(store, "AZE00000001").size());
  CHECK_TRUE(of(store, "AZE00000001")[0].entered == kMorning + 1h);
  CHECK_TRUE(store.imports()->at(0).state == Import::State::shown);
  CHECK_FALSE(store.publish_import(staged.import, 2, kMorning).ok());

  const Sequence last = *store.last();
  LONGS_EQUAL(0, store.stage({.kind = "work", .file = "staff.csv", .by = "clerk"}, rows, kMorning + 2h)->import);
  LONGS_EQUAL(last, *store.last());
}

EVERY_ADMIN_STORE(aDroppedImportLeavesNothing) {
  Import import{.kind = "work", .file = "staff.csv", .by = "clerk"};
  CHECK_TRUE(store.enter(work_of("AZE00000001", "44-1"), kClerk, kMorning).ok());
  StandingPermit shorter = work_of("AZE00000001", "44-1");
  shorter.period.until = kMorning + 2h;
  const StageResult staged = *store.stage(import, std::vector{shorter, work_of("AZE00000002")}, kMorning);
  CHECK_TRUE(staged.replaced == 1 && staged.added == 1);
  CHECK_FALSE(of(store, "AZE00000001")[0].replaced.has_value());
  CHECK_TRUE(commit(store, kMorning, {ask(1, "AZE12345678")}).ok());
  for (int turns = 0; !*store.drop_import(staged.import, 1, kMorning + 1h); ++turns) CHECK_TRUE(turns < 10);
  LONGS_EQUAL(1, of(store, "AZE00000001").size());
  CHECK_TRUE(of(store, "AZE00000002").empty());
  CHECK_TRUE(store.imports()->at(0).state == Import::State::dropped);
  CHECK_FALSE(store.drop_import(staged.import, 1, kMorning).ok());
  LONGS_EQUAL(1, by_document(store, "AZE12345678").size());
}

EVERY_ADMIN_STORE(purgeRemovesRecordsAndTheRestStillVerifies) {
  const Instant next_day = utc("2020-07-22T10:00");
  CHECK_TRUE(commit(store, kMorning, {ask(1, "AZE00000001", "10AA123"), ask(2, "")}).ok());
  CHECK_TRUE(store.put_on_list({"health", Listing::Of::document, "AZE00000001", kMorning, kMorning + 1h, "", ""}).ok());
  CHECK_TRUE(commit(store, next_day, {ask(3, "AZE00000002", "", next_day)}).ok());
  std::size_t steps = 0;
  while (*store.purge(next_day, 1) > 0) ++steps;
  CHECK_TRUE(steps > 0);
  LONGS_EQUAL(4, store.log(0, 10)->at(0).sequence);
  LONGS_EQUAL(4, *store.last());
  CHECK_TRUE(by_document(store, "AZE00000001").empty() && by_plate(store, "10AA123").empty());
  LONGS_EQUAL(1, by_document(store, "AZE00000002").size());
  CHECK_FALSE(store.seen(ask(1, "").text.key)->has_value());

  // A text whose record was purged is treated as new.
  const auto again = commit(store, next_day + 5h, {ask(1, "AZE00000001"), ask(3, "AZE00000002", "", next_day)});
  CHECK_TRUE(!again->at(0).is_duplicate && again->at(0).entry.outcome == Outcome::granted);
  CHECK_TRUE(again->at(1).is_duplicate);
}

EVERY_ADMIN_STORE(standingPermitsAreRemovedOnlyIfUnchanged) {
  CHECK_TRUE(store.enter(work_of("AZE00000001"), kClerk, kMorning).ok());
  CHECK_TRUE(store.enter(work_of("AZE00000002"), kClerk, kMorning).ok());
  std::vector<StandingPermit> seen = of(store, "AZE00000001");
  seen.push_back(of(store, "AZE00000002")[0]);
  CHECK_TRUE(store.change_end(2, "AZE00000002", {.until = kMorning + 48h}, kClerk, kMorning + 1h)->has_value());
  LONGS_EQUAL(1, store.forget_standing(seen)->removed);
  CHECK_TRUE(of(store, "AZE00000001").empty());
  LONGS_EQUAL(1, of(store, "AZE00000002").size());
  LONGS_EQUAL(1, store.standing_by_plate("10AA123")->size());
  LONGS_EQUAL(0, store.forget_standing(seen)->removed);
}

EVERY_ADMIN_STORE(permitsWithoutARecordAreRemovedOnlyIfUnchanged) {
  CHECK_TRUE(commit(store, kMorning, {ask(1, "AZE00000001", "10AA123"), ask(2, "AZE00000002")}).ok());
  while (*store.purge(kMorning + 1h, 10) > 0) continue;
  std::vector<Permit> seen = by_document(store, "AZE00000001");
  LONGS_EQUAL(1, seen.size());  // permits are purged by whole days
  LONGS_EQUAL(0, store.erase(std::vector<Sequence>{seen[0].sequence})->removed);
  seen.push_back(by_document(store, "AZE00000002").at(0));
  seen[1].plate = "another";
  LONGS_EQUAL(1, store.forget_permits(seen)->removed);
  CHECK_TRUE(by_document(store, "AZE00000001").empty() && by_plate(store, "10AA123").empty());
  LONGS_EQUAL(1, by_document(store, "AZE00000002").size());
}

EVERY_ADMIN_STORE(aReplacedPermitDoesNotBecomeValidAgain) {
  CHECK_TRUE(store.enter(work_of("AZE00000001", "44-1"), kClerk, kMorning).ok());
  StandingPermit shorter = work_of("AZE00000001", "44-1");
  shorter.period.until = kMorning + 2h;
  CHECK_TRUE(store.enter(shorter, kClerk, kMorning + 1h).ok());
  const std::vector<StandingPermit> both = of(store, "AZE00000001");
  LONGS_EQUAL(0, store.forget_standing({&both[1], 1})->removed);
  CHECK_TRUE(of(store, "AZE00000001")[0].replaced.has_value());
  LONGS_EQUAL(2, store.forget_standing(both)->removed);
}

EVERY_ADMIN_STORE(rawTextsAreDroppedAndTheirReadingStays) {
  Ask asked = ask(1, "AZE12345678");
  asked.text.body = "2 aze12345678";
  CHECK_TRUE(commit(store, kMorning, {asked}).ok());
  CHECK_TRUE(commit(store, kMorning + 1h, {ask(2, "AZE00000002")}).ok());
  while (*store.drop_raw_texts(kMorning + 1h, 1) > 0) continue;
  const Record record = store.log(1, 1)->at(0);
  CHECK_TRUE(record.erased.raw && !record.erased.personal);
  STRCMP_EQUAL("", record.text()->text.body.c_str());
  STRCMP_EQUAL("AZE12345678", record.text()->document.c_str());
  CHECK_FALSE(store.log(2, 1)->at(0).erased.raw);
}

EVERY_ADMIN_STORE(anErasedPersonIsFoundNowhereAndTheChainHolds) {
  CHECK_TRUE(commit(store, kMorning, {ask(1, "AZE12345678", "10AA123"), ask(2, "AZE00000002")}).ok());
  CHECK_TRUE(store.enter(work_of("AZE12345678"), kClerk, kMorning).ok());
  LONGS_EQUAL(2, store.erase(std::vector<Sequence>{1, 3, 99})->removed);
  LONGS_EQUAL(0, store.erase(std::vector<Sequence>{1, 3})->removed);
  CHECK_TRUE(by_document(store, "AZE12345678").empty() && by_plate(store, "10AA123").empty());
  CHECK_TRUE(by_phone(store, ask(1, "AZE12345678").text.phone).empty());
  CHECK_TRUE(of(store, "AZE12345678").empty() && store.standing_by_plate("10AA123")->empty());
  const Record record = store.log(1, 1)->at(0);
  CHECK_TRUE(record.erased.personal && record.text()->document.empty() && record.text()->reply.empty());
  CHECK_TRUE(record.text()->outcome == Outcome::granted);
  LONGS_EQUAL(1, by_document(store, "AZE00000002").size());
}

EVERY_ADMIN_STORE(aLookUpIsInTheLog) {
  CHECK_TRUE(store.note({.actor = kClerk, .what = Revealed{"show document", "AZE12345678"}}, kMorning).ok());
  CHECK_TRUE(std::get<Revealed>(std::get<AdminEvent>(store.log(1, 1)->at(0).event).what).subject == "AZE12345678");
}
