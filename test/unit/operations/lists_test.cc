// The outcomes of putting people on lists and removing them.
#include "operations/lists.h"

#include <memory>
#include <sstream>
#include <string>

#include "operations/choose_rules.h"
#include "operations/list_file.h"
#include "store/open.h"
#include "test/rig/store_folder.h"

#include <CppUTest/TestHarness.h>

using namespace permit;

/// The list `health' of the rules of 8103, on 21 July 2020.
TEST_GROUP(ListOperations) {
  test::StoreFolder folder;
  std::unique_ptr<RegisterStore> store = std::move(*open_store(folder.path()));
  Rules rules = *load_rules("rules/8103");
  Instant now = rules->zone.instant(*parse_local_time("2020-07-21T10:00"));
  Actor actor{"clinic", "a positive test"};
  ListRequest who{"health", Listing::Of::document, "aze 12345678"};
  std::string faults;

  Result<PutOnList, OperationError> put(const std::string& until = "") const {
    return put_on_list(*store, *rules, who, until, actor, now);
  }
  Result<TakenOffList, OperationError> take_off() const { return take_off_list(*store, *rules, who, actor, now); }
  Result<std::vector<Listing>, OperationError> everybody() const { return listings(*store, *rules, who.list, {}, now); }
  ListImport import(const std::string& rows) {
    std::istringstream file("of,key,until,why\n" + rows);
    const auto add = [&](const CsvReader& table, const std::string& why) {
      faults += std::to_string(table.line()) + ": " + why + "\n";
    };
    return *import_list(file, *store, *rules, who.list, "clinic", add, {}, now);
  }
};

TEST(ListOperations, aSecondPlaceReplacesTheFirstAndSaysSo) {
  CHECK_FALSE(put()->before.has_value());
  const auto again = put("2020-08-01T00:00");
  STRCMP_EQUAL("AZE12345678", again->listing.subject.c_str());
  CHECK_TRUE(again->listing.until == rules->zone.instant(*parse_local_time("2020-08-01T00:00")));
  CHECK_FALSE(again->before->until.has_value());
  LONGS_EQUAL(1, everybody()->size());
}

TEST(ListOperations, badInputNamesTheInput) {
  CHECK_TRUE(put("2020-07-01T00:00").error().input == "until");
  actor.why.clear();
  CHECK_TRUE(put().error().input == "why");
  actor.why = "a test";
  who.key = "AZE1";
  CHECK_TRUE(put().error().kind == OperationError::Kind::bad_input);
  who.list = "helth";
  CHECK_TRUE(put().error().kind == OperationError::Kind::bad_input);
  CHECK_TRUE(take_off().error().kind == OperationError::Kind::bad_input);
  CHECK_TRUE(everybody().error().kind == OperationError::Kind::bad_input);
  LONGS_EQUAL(0, *store->last());
}

TEST(ListOperations, takingOffSaysWhetherAnybodyWasThere) {
  CHECK_TRUE(put().ok());
  CHECK_TRUE(take_off()->was_there);
  CHECK_FALSE(take_off()->was_there);
  CHECK_TRUE(everybody()->empty());
}

TEST(ListOperations, revealingAListIsLoggedFirst) {
  const auto found = listings(*store, *rules, "health", NotedLook{"auditor", "list show"}, now);
  CHECK_TRUE(found->empty());
  const auto log = store->log(1, 1);
  const AdminEvent& event = std::get<AdminEvent>((*log)[0].event);
  STRCMP_EQUAL("auditor", event.actor.by.c_str());
  CHECK_TRUE(std::get<Revealed>(event.what) == (Revealed{"list show", "health"}));
}

TEST(ListOperations, aFileIsEnteredAsAWholeOrNotAtAll) {
  const std::string good =
      "document,AZE12345678,,positive\nphone,0501112233,2020-08-01T00:00,a contact\n"
      "document,AZE12345679,2020-07-01T00:00,long ago\n";
  const ListImport bad = import(good + "document,AZE12345678,,again\n");
  LONGS_EQUAL(1, bad.bad);
  STRCMP_EQUAL("5: key: it is already on line 2; keep one of the two\n", faults.c_str());
  CHECK_TRUE(everybody()->empty());
  const ListImport first = import(good);
  LONGS_EQUAL(2, first.put);
  LONGS_EQUAL(1, first.expired);
  const ListImport second = import(good);
  LONGS_EQUAL(0, second.put);
  LONGS_EQUAL(2, second.unchanged);
}
