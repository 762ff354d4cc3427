#include "tool/permits/list.h"

#include <filesystem>
#include <memory>
#include <string>
#include <variant>

#include "operations/user.h"
#include "store/open.h"
#include "test/rig/captured_output.h"
#include "test/rig/store_folder.h"
#include "tool/cli/command_rules.h"
#include "tool/rules/local_service.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::tool;

TEST_GROUP(ListCommand) {
  test::StoreFolder scratch;
  ListOptions options{"health", "document", "aze 12345678", "", "clerk", "a positive test", "", "rules/8103"};
  std::string out;
  std::string err;

  void setup() override {
    options.store = scratch.file("store");
    CHECK_TRUE(open_store(options.store).ok());
  }

  ExitStatus execute(ExitStatus(*verb)(const ListOptions&)) {
    const test::CapturedOutput output;
    const ExitStatus status = verb(options);
    out = output.out();
    err = output.err();
    return status;
  }
  /// Sends a text in July 2020; returns its outcome.
  Outcome outcome_of(const std::string& text) {
    const auto store = open_store(options.store);
    const Rules rules = rules_from("rules/8103");
    const Instant july = rules->zone.instant(*parse_local_time("2020-07-21T10:00"));
    return LocalService(rules, **store).answer(text, "994501112233", july)->outcome;
  }
};

TEST(ListCommand, aListedDocumentIsRefusedUntilItIsRemoved) {
  LONGS_EQUAL(kYes, execute(list_add));
  STRCMP_EQUAL("document AZE12345678 is on list health\n", out.c_str());
  CHECK_TRUE(outcome_of("2 AZE12345678") == Outcome::refused);
  CHECK_TRUE(outcome_of("2 AZE87654321") == Outcome::granted);
  LONGS_EQUAL(kYes, execute(list_remove));
  CHECK_TRUE(outcome_of("2 AZE12345678") == Outcome::granted);
  const auto store = open_store(options.store);
  const auto log = (*store)->log(1, 10);
  CHECK_TRUE(std::get<AdminEvent>((*log)[log->size() - 2].event).actor == (Actor{"clerk", "a positive test"}));
  LONGS_EQUAL(kNo, execute(list_remove));
  STRCMP_CONTAINS("was not on list health", out.c_str());
}

TEST(ListCommand, aPhoneIsRefusedWhateverDocumentItNames) {
  options.of = "phone";
  options.key = "050 111 22 33";
  LONGS_EQUAL(kYes, execute(list_add));
  CHECK_TRUE(outcome_of("2 AZE12345678") == Outcome::refused);
}

TEST(ListCommand, aNumberThatNoDecreeReadsAnyMoreIsNotADocument) {
  options.key = "12345678";
  LONGS_EQUAL(kUsage, execute(list_add));
  STRCMP_CONTAINS("`12345678': no decree in force or to come accepts a number without letters", err.c_str());
  STRCMP_CONTAINS("write the whole number, such as AZE12345678, AA1234567, ", err.c_str());
}

TEST(ListCommand, showsTimeAndReasonAndMasksTheNumber) {
  execute(list_add);
  LONGS_EQUAL(kYes, execute(list_show));
  STRCMP_CONTAINS("by clerk: a positive test", out.c_str());
  CHECK_TRUE(out.find("AZE12345678") == std::string::npos);
  options.reveal = true;
  execute(list_show);
  STRCMP_CONTAINS("document AZE12345678  since 2", out.c_str());
}

TEST(ListCommand, namesTheListsIfOneIsMisspelt) {
  options.name = "helth";
  LONGS_EQUAL(kUsage, execute(list_add));
  STRCMP_CONTAINS("the rules have no list `helth'; did you mean `health'?", err.c_str());
}

TEST(ListCommand, refusesAnEndInThePast) {
  options.until = "2020-07-21T10:00";
  LONGS_EQUAL(kUsage, execute(list_add));
  STRCMP_CONTAINS("is in the past", err.c_str());
}

TEST(ListCommand, refusesAKeyThatNoTextCanName) {
  options.key = "AZE123";
  LONGS_EQUAL(kUsage, execute(list_add));
  STRCMP_CONTAINS(
      "`AZE123' is not a document that the rules can read: it has 3 digits, and one of this kind looks like AZE",
      err.c_str());
  options.key = "passport";
  LONGS_EQUAL(kUsage, execute(list_add));
  STRCMP_CONTAINS("; one looks like AZE12345678, ", err.c_str());
  options.of = "phone";
  for (const char* key : {"abc", "", "12", "9945011122331234567"}) {
    options.key = key;
    LONGS_EQUAL(kUsage, execute(list_add));
    STRCMP_CONTAINS("is not a phone; write its number, as 994501112233 or 0501112233", err.c_str());
  }
  execute(list_show);
  STRCMP_EQUAL("Nobody is on list health.\n", out.c_str());
}

TEST(ListCommand, putsNobodyOnAListWithoutAReason) {
  options.why = " ";
  LONGS_EQUAL(kUsage, execute(list_add));
  STRCMP_CONTAINS("--why is empty; write the reason", err.c_str());
}

TEST(ListCommand, showsTheListingThatItReplaces) {
  execute(list_add);
  CHECK_TRUE(out.find("replaces") == std::string::npos);
  options.by = "doctor";
  options.why = "a second test";
  LONGS_EQUAL(kYes, execute(list_add));
  STRCMP_CONTAINS("It replaces the listing by clerk since 2", out.c_str());
  STRCMP_CONTAINS(": a positive test\n", out.c_str());
  execute(list_show);
  STRCMP_CONTAINS("by doctor: a second test", out.c_str());
}

TEST(ListCommand, logsTheUserIfNobodyIsNamed) {
  options.by = "";
  execute(list_add);
  execute(list_show);
  STRCMP_CONTAINS((", by " + user_name() + ": a positive test").c_str(), out.c_str());
}

TEST(ListCommand, logsTheUserIfABlankNameIsGivenForARemoval) {
  execute(list_add);
  options.by = " ";
  LONGS_EQUAL(kYes, execute(list_remove));
  const auto store = open_store(options.store);
  const auto records = (*store)->log(*(*store)->last(), 1);
  STRCMP_EQUAL(user_name().c_str(), std::get<AdminEvent>(records->front().event).actor.by.c_str());
}

TEST(ListCommand, makesNoRegisterForAMistypedName) {
  options.store = scratch.file("stoer");
  LONGS_EQUAL(kUnavailable, execute(list_add));
  STRCMP_CONTAINS("stoer': does not exist", err.c_str());
  LONGS_EQUAL(kUnavailable, execute(list_remove));
  CHECK_FALSE(std::filesystem::exists(options.store));
}
