#include "tool/list.h"

#include <memory>
#include <string>

#include "store/lmdb_store.h"
#include "test/support/captured_output.h"
#include "test/support/store_folder.h"
#include "tool/counter.h"
#include "tool/rules_at.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::tool;

TEST_GROUP(ListCommand) {
  test::StoreFolder scratch;
  ListOptions options{"health", "document", "aze 12345678", "", "clerk", "a positive test", "", "rules/8103"};
  std::string out;
  std::string err;

  void setup() override { options.store = scratch.file("store"); }

  ExitStatus run(ExitStatus(*verb)(const ListOptions&)) {
    const test::CapturedOutput output;
    const ExitStatus status = verb(options);
    out = output.out();
    err = output.err();
    return status;
  }
  /// What a text of July 2020 gets on the register.
  Outcome outcome_of(const std::string& text) {
    const auto store = LmdbStore::open(options.store);
    const Rules rules = rules_from("rules/8103");
    const Instant july = rules->zone.instant(*parse_local_time("2020-07-21T10:00"));
    return Counter(rules, **store).say(text, "994501112233", july)->outcome;
  }
};

TEST(ListCommand, whoIsPutOnAListIsRefusedUntilHeIsTakenOff) {
  LONGS_EQUAL(kYes, run(list_add));
  STRCMP_EQUAL("document AZE12345678 is on list health\n", out.c_str());
  CHECK_TRUE(outcome_of("2 AZE12345678") == Outcome::refused);
  CHECK_TRUE(outcome_of("2 AZE87654321") == Outcome::granted);
  LONGS_EQUAL(kYes, run(list_remove));
  CHECK_TRUE(outcome_of("2 AZE12345678") == Outcome::granted);
  LONGS_EQUAL(kNo, run(list_remove));
  STRCMP_CONTAINS("was not on list health", out.c_str());
}

TEST(ListCommand, aPhoneIsRefusedWhateverDocumentItNames) {
  options.of = "phone";
  options.key = "050 111 22 33";
  LONGS_EQUAL(kYes, run(list_add));
  CHECK_TRUE(outcome_of("2 AZE12345678") == Outcome::refused);
}

TEST(ListCommand, showsWhoWhenAndWhyButNotWhoseNumber) {
  run(list_add);
  LONGS_EQUAL(kYes, run(list_show));
  STRCMP_CONTAINS("by clerk: a positive test", out.c_str());
  CHECK_TRUE(out.find("AZE12345678") == std::string::npos);
  options.reveal = true;
  run(list_show);
  STRCMP_CONTAINS("document AZE12345678  since 2", out.c_str());
}

TEST(ListCommand, namesTheListsThereAreWhenOneIsMisspelt) {
  options.name = "helth";
  LONGS_EQUAL(kUsage, run(list_add));
  STRCMP_CONTAINS("the rules have no list `helth'; did you mean `health'?", err.c_str());
}

TEST(ListCommand, refusesAnEndThatIsOver) {
  options.until = "2020-07-21T10:00";
  LONGS_EQUAL(kUsage, run(list_add));
  STRCMP_CONTAINS("is over already", err.c_str());
}
