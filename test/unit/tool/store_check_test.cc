#include "tool/operate/store_check.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "ruleset/read/source.h"
#include "store/format/keys.h"
#include "store/format/record_bytes.h"
#include "store/index/lists.h"
#include "store/index/permits.h"
#include "store/index/standing.h"
#include "store/lmdb/environment.h"
#include "store/open.h"
#include "test/rig/captured_output.h"
#include "test/rig/store_folder.h"
#include "test/rig/store_process.h"
#include "test/rig/store_samples.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::tool;
using namespace permit::test;
using namespace std::chrono_literals;

namespace {

const Instant kMorning = utc("2020-07-21T10:00");
const Actor kClerk{.by = "clerk", .why = "why"};
const RuleFiles kFirst{{"a.xml", "<a/>"}};
const RuleFiles kSecond{{"a.xml", "<b/>"}};
using Damage = std::function<void(lmdb::WriteTransaction&)>;

StandingPermit work(const std::string& holder, const std::string& plate = "") {
  return {.kind = "work", .period = {kMorning, kMorning + 720h}, .holder = holder, .plate = plate};
}

std::string key_of(const RuleFiles& rules) {
  const Digest hash = *hash_of(rules);
  return {hash.begin(), hash.end()};
}

Permit nobodys(Sequence record) {
  Permit permit;
  permit.sequence = record;
  permit.document = "D9";
  permit.plate = "P";
  permit.phone = "9";
  permit.decided = kMorning;
  return permit;
}

Listing sick(const std::string& document) {
  return {.list = "health",
          .of = Listing::Of::document,
          .subject = document,
          .since = kMorning,
          .until = std::nullopt,
          .by = "a",
          .why = "b"};
}

}  // namespace

/// A register with every kind of row of every index.
TEST_GROUP(StoreCheck) {
  StoreFolder folder;
  std::unique_ptr<RegisterStore> store;
  std::string out;

  void setup() override {
    open();
    must(store->accept_rules(*hash_of(kFirst), kFirst, HostTime{kMorning}));
    texts({ask(1, "D1", "10AA111"), ask(2, "D2"), ask(3, ""), ask(4, "D4", "10AA444")});
    texts({ask(5, "D1", "10AA555"), ask(6, "D2"), ask(7, "D7", "", kMorning - 480h)});  // new plate, none, wild time
    must(store->change_end(sequence_of("D4"), "", {kMorning + 30min, true}, kClerk, kMorning));
    must(store->enter(work("H1", "20BB111"), kClerk, kMorning));
    must(store->enter(work("H2"), kClerk, kMorning));
    must(store->change_end(store->standing_of("H1")->at(0).sequence, "H1", {kMorning + 9h, false}, kClerk, kMorning));
    const Sequence shown = import({work("I1", "30CC111"), work("I2")});
    must(store->publish_import(shown, 2, kMorning + 1min));
    must(store->change_end(store->standing_of("I1")->at(0).sequence, "I1", {kMorning + 5h, false}, kClerk, kMorning));
    import({work("I3", "30CC333")});  // never shown
    const Sequence dropped = import({work("I4", "30CC444")});
    must(store->drop_import(dropped, 1000, kMorning));
    must(store->put_on_list(sick("D1")));
    must(store->put_on_list(sick("D2")));
    must(store->take_off_list({"health", Listing::Of::document, "D2"}, kClerk, kMorning));
    must(store->accept_rules(*hash_of(kSecond), kSecond, HostTime{kMorning} + 1234ms));
    store.reset();
  }

  void open() { store = std::move(*open_store(folder.path())); }
  template <typename Made>
  static void must(const Made& made) {
    CHECK_TRUE(made.ok());
  }
  void texts(const std::vector<Ask>& asked) { must(commit(*store, kMorning, asked)); }
  Sequence sequence_of(const std::string& document) { return by_document(*store, document).at(0).sequence; }
  Sequence import(const std::vector<StandingPermit>& permits) {
    return store->stage({.kind = "work", .file = "f.csv", .by = "clerk"}, permits, kMorning)->import;
  }

  void damage(const Damage& how) {
    const auto environment = lmdb::Environment::open(folder.path(), {});
    must((*environment)->write([&](lmdb::WriteTransaction& transaction) {
      how(transaction);
      return Done{};
    }));
  }
  ExitStatus check(bool repair = false) {
    const CapturedOutput output;
    const ExitStatus status = store_check({folder.path(), repair});
    out = output.out() + output.err();
    return status;
  }
  /// The check finds and repairs the damage, and then finds nothing.
  void finds(const std::string& said, const Damage& how) {
    damage(how);
    LONGS_EQUAL(kNo, check());
    STRCMP_CONTAINS(said.c_str(), out.c_str());
    LONGS_EQUAL(kNo, check(true));
    STRCMP_CONTAINS("; repaired\n", out.c_str());
    LONGS_EQUAL_TEXT(kYes, check(), out.c_str());
  }
  void finds_missing(const std::string& database, const std::string& key) {
    finds(database, [&](lmdb::WriteTransaction& t) { CHECK_TRUE(t.erase(t.at(database), key)); });
    finds(database, [&](lmdb::WriteTransaction& t) { t.put(t.at(database), key, "damaged"); });
    finds(database, [&](lmdb::WriteTransaction& t) { t.drop(database); });
  }
  /// Changes the first permit of D1 consistently in all its rows.
  void change_permit(const std::string& database, const std::function<void(Permit&)>& how) {
    finds(database, [&](lmdb::WriteTransaction& t) {
      const auto days = permit_days(t, Subject::document, Instant::min(), Instant::max());
      Permit permit = find_permits(t, days, Subject::document, "D1", Instant::min(), Instant::max()).at(0);
      const Permit before = permit;
      how(permit);
      for (const IndexRow& row : rows_of(before)) t.erase(t.at(row.database), row.key);
      for (const IndexRow& row : rows_of(permit)) t.put(t.at(row.database), row.key, row.value);
    });
  }
};

TEST(StoreCheck, findsNothingWhereNothingIsWrong) {
  LONGS_EQUAL_TEXT(kYes, check(), out.c_str());
  STRCMP_CONTAINS("Every index agrees with the log.\n", out.c_str());
  LONGS_EQUAL(kYes, check(true));
}

TEST(StoreCheck, findsNothingInAnEmptyRegister) {
  StoreFolder empty;
  must(open_store(empty.path()));
  const CapturedOutput output;
  LONGS_EQUAL(kYes, store_check({empty.path(), false}));
}

TEST(StoreCheck, repairsPermitsByDocumentPlateAndPhone) {
  finds_missing("document 2020-07-21", subject_key("D1", 2));
  finds_missing("plate 2020-07-21", subject_key("10AA555", 2));
  open();
  const std::string phone = by_document(*store, "D4").at(0).phone;
  store.reset();
  finds_missing("phone 2020-07-21", subject_key(phone, 5));
}

TEST(StoreCheck, repairsAPlateThatIsNotTheLastNamed) {
  change_permit("plate 2020-07-21", [](Permit& permit) { permit.plate = "10AA111"; });
  open();
  LONGS_EQUAL(1, by_plate(*store, "10AA555").size());
  LONGS_EQUAL(0, by_plate(*store, "10AA111").size());
}

TEST(StoreCheck, repairsAnEndThatNobodyMoved) {
  change_permit("document 2020-07-21", [](Permit& permit) { *permit.period.until += 5h; });
}

TEST(StoreCheck, repairsARevocationThatWasTakenBack) {
  finds("document 2020-07-21, **, record 5: the row differs", [](lmdb::WriteTransaction& t) {
    const auto days = permit_days(t, Subject::document, Instant::min(), Instant::max());
    Permit permit = find_permits(t, days, Subject::document, "D4", Instant::min(), Instant::max()).at(0);
    permit.period.until = kMorning + 2h;
    permit.changed.reset();
    for (const IndexRow& row : rows_of(permit)) t.put(t.at(row.database), row.key, row.value);
  });
  open();
  CHECK_TRUE(by_document(*store, "D4").at(0).period.until == kMorning + 30min);
}

TEST(StoreCheck, removesAPermitThatNobodyWasGiven) {
  for (const Sequence record : {3U, 99999U})
    finds("the row should not exist", [&](lmdb::WriteTransaction& t) { add_permit(t, nobodys(record)); });
}

TEST(StoreCheck, repairsSeenTexts) {
  finds_missing("seen 2020-07-21", text_key(ask(2, "D2").text.key));
  finds_missing("seen other", text_key(ask(7, "", "", kMorning - 480h).text.key));
  finds("seen 2020-07-21, record 3: the row should not exist", [](lmdb::WriteTransaction& t) {
    t.put(t.at("seen 2020-07-21"), text_key(ask(77, "").text.key), sequence_key(3));
  });
}

TEST(StoreCheck, repairsStandingPermitsAndTheirPlates) {
  open();
  const StandingPermit moved = store->standing_of("H1")->at(0);
  const StandingPermit imported = store->standing_of("I1")->at(0);
  store.reset();
  finds_missing("standing", subject_key("H1", moved.sequence));
  finds_missing("standing", subject_key("I1", imported.sequence));
  finds_missing("standing plates", subject_key("20BB111", moved.sequence));
  finds("standing", [&](lmdb::WriteTransaction& t) {
    StandingPermit never = moved;
    never.sequence = 2;
    put_standing(t, never);
  });
  open();
  CHECK_TRUE(store->standing_of("H1")->at(0) == moved);
  CHECK_TRUE(store->standing_of("I1")->at(0) == imported);
}

TEST(StoreCheck, repairsImports) {
  open();
  const std::vector<Import> imports = *store->imports();
  store.reset();
  for (const Import& import : imports) finds_missing("imports", sequence_key(import.id));
  finds("imports", [&](lmdb::WriteTransaction& t) {
    Import shown = imports.at(1);
    shown.state = Import::State::shown;
    put_import(t, shown);
  });
  open();
  CHECK_TRUE(store->imports()->at(0) == imports.at(0));
  CHECK_TRUE(store->imports()->at(1) == imports.at(1));
}

// A drop takes several commits, and the power may go between two of them.
TEST(StoreCheck, aHalfDroppedImportIsNotAFault) {
  open();
  const Sequence import_to_drop = import({work("I5", "30CC555"), work("I6"), work("I7")});
  const auto gone = store->drop_import(import_to_drop, 2, kMorning);
  must(gone);
  CHECK_FALSE(*gone);
  store.reset();
  LONGS_EQUAL_TEXT(kYes, check(), out.c_str());
}

TEST(StoreCheck, repairsLists) {
  const std::string key = row_of(sick("D1")).key;
  finds_missing("lists", key);
  finds("lists", [&](lmdb::WriteTransaction& t) { put_listing(t, sick("D2")); });  // who was taken off
  finds("lists", [&](lmdb::WriteTransaction& t) { put_listing(t, sick("D3")); });  // who never was there
  open();
  LONGS_EQUAL(1, store->lists_of("D1", "", kMorning)->size());
  LONGS_EQUAL(0, store->lists_of("D2", "", kMorning)->size());
}

TEST(StoreCheck, repairsTheHistoryOfTheRules) {
  for (const std::uint64_t number : {1U, 2U}) finds_missing("accepted", sequence_key(number));
  finds("accepted", [](lmdb::WriteTransaction& t) { t.put(t.at("accepted"), sequence_key(3), std::string(40, '\1')); });
  for (const std::string& key : {sequence_key(std::uint64_t{1} << 60), std::string("no number")})
    finds("accepted", [&](lmdb::WriteTransaction& t) { t.put(t.at("accepted"), key, std::string(40, '\1')); });
  finds("meta", [](lmdb::WriteTransaction& t) { t.put(t.at("meta"), "rules", std::string(32, '\1')); });
  finds("meta", [](lmdb::WriteTransaction& t) { t.erase(t.at("meta"), "changes"); });
  open();
  CHECK_TRUE(*store->rules_in_force() == *hash_of(kSecond));
  LONGS_EQUAL(2, store->rules_history()->size());
}

TEST(StoreCheck, cannotRepairARuleText) {
  damage([](lmdb::WriteTransaction& t) { t.erase(t.at("rules"), key_of(kSecond)); });
  LONGS_EQUAL(kNo, check(true));
  STRCMP_CONTAINS("the log does not say what it was; restore a copy", out.c_str());
  STRCMP_CONTAINS("1 fault found; repaired: 0.", out.c_str());
}

TEST(StoreCheck, findsRulesThatDifferFromTheAcceptedOnes) {
  damage([](lmdb::WriteTransaction& t) { t.put(t.at("rules"), key_of(kSecond), encode(kFirst)); });
  LONGS_EQUAL(kNo, check(true));
  STRCMP_CONTAINS(
      ("rules, " + hex(*hash_of(kSecond)).substr(0, 12) + ": the text is not the one that was accepted").c_str(),
      out.c_str());
  STRCMP_CONTAINS("1 fault found; repaired: 0.", out.c_str());
}

TEST(StoreCheck, purgedAndErasedRowsAreNotFaults) {
  open();
  texts({ask(20, "D20", "10AA020")});
  const Instant later = kMorning + 72h;
  must(commit(*store, later, {ask(21, "D21", "10AA021", later), ask(22, "D22", "10AA022", later)}));
  must(store->put_on_list(sick("D22")));
  must(store->enter(work("H3", "20BB333"), kClerk, later));  // of a time that is purged
  must(store->note({kClerk, Removed{Removed::What::history, later - 24h, 0}}, later));
  must(store->forget_standing(*store->standing_of("H3")));
  while (*store->purge(later - 24h, 3) > 0) continue;
  const std::vector<Sequence> erased{sequence_of("D21")};
  must(store->erase(erased));
  store.reset();
  LONGS_EQUAL_TEXT(kYes, check(), out.c_str());
}

TEST(StoreCheck, checksARegisterOfManyPages) {
  open();
  for (unsigned batch = 1; batch <= 30; ++batch) {
    std::vector<Ask> asked;
    for (unsigned number = 0; number < 100; ++number)
      asked.push_back(ask(batch * 1000 + number, "E" + std::to_string(number % 70), "P" + std::to_string(batch)));
    must(commit(*store, kMorning + batch * 7min, asked));
  }
  store.reset();
  LONGS_EQUAL_TEXT(kYes, check(), out.c_str());
  finds("document 2020-07-21", [](lmdb::WriteTransaction& t) { t.drop("document 2020-07-21"); });
}

// What is committed while it runs changes plates and gives permits: none of it may look like a fault.
TEST(StoreCheck, commitsDuringTheCheckAreNotFaults) {
  Signal began;
  ChildProcess writer([&] {
    const auto library = open_store(folder.path());
    if (!library.ok()) return 1;
    for (unsigned batch = 1; batch <= 300; ++batch) {
      std::vector<Ask> asked;
      for (unsigned number = 0; number < 10; ++number)
        asked.push_back(ask(batch * 100 + number, "E" + std::to_string(number), "P" + std::to_string(batch)));
      if (!commit(**library, kMorning + batch * 1s, asked).ok()) return 2;
      if (batch == 100) began.give();
    }
    return 0;
  });
  CHECK_TRUE(began.await());
  for (int time = 0; time < 5; ++time) LONGS_EQUAL_TEXT(kYes, check(time % 2 == 1), out.c_str());
  LONGS_EQUAL(0, writer.wait());
  LONGS_EQUAL_TEXT(kYes, check(), out.c_str());
}
