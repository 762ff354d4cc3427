#include "tool/permits/grant.h"

#include <string>
#include <vector>

#include "store/open.h"
#include "test/rig/captured_output.h"
#include "test/rig/store_folder.h"
#include "test/rig/store_samples.h"
#include "tool/cli/command_rules.h"
#include "tool/permits/permits.h"
#include "tool/rules/local_service.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::tool;

TEST_GROUP(GrantCommand) {
  test::StoreFolder scratch;
  GrantOptions given;
  ChangeOptions change;
  std::string out;
  std::string err;

  void setup() override {
    given.store = change.store = scratch.file("store");
    given.kind = "funeral";
    given.source = "102";
    given.why = "an uncle";
    given.by = "operator";
    change.whom = "aze 12345678";
    change.why = "by court";
    change.by = "clerk";
    change.yes = true;
    given.rules = change.rules = "rules/8103";
    given.words.holder = "aze-12345678";
    given.words.until = local(clock_now() + std::chrono::hours(6));
    CHECK_TRUE(open_store(given.store).ok());
  }

  static std::string local(Instant time) { return render_local_time(rules_from("rules/8103")->zone.local(time)); }
  template <typename Options>
  ExitStatus run(ExitStatus(*verb)(const Options&), const Options& options) {
    const test::CapturedOutput output;
    const ExitStatus status = verb(options);
    out = output.out();
    err = output.err();
    return status;
  }
  std::vector<StandingPermit> standing() const { return *(*open_store(given.store))->standing_of("AZE12345678"); }
  Permit text_permit() const { return test::by_document(**open_store(given.store), "AZE12345678").at(0); }
  /// A permit by text, for two hours.
  void text() const {
    CHECK_TRUE(test::commit(**open_store(given.store), clock_now(), {test::ask(1, "AZE12345678")}).ok());
  }
};

TEST(GrantCommand, anEntryByTheOperatorOf102IsInTheRegisterAndInTheLog) {
  given.words.plate = "10 AA 123";
  LONGS_EQUAL(kYes, run(grant, given));
  STRCMP_CONTAINS("Granted.\n  #1 funeral AZE12345678, 2", out.c_str());
  STRCMP_EQUAL("10AA123", standing().at(0).plate.c_str());
  STRCMP_EQUAL("102", standing().at(0).source.c_str());
  const auto log = (*open_store(given.store))->log(1, 1);
  CHECK_TRUE(std::get<AdminEvent>((*log)[0].event).actor == (Actor{"operator", "an uncle"}));
}

TEST(GrantCommand, aLaterEntryWithTheSameReferenceReplacesTheOlder) {
  given.words.reference = "102/7";
  run(grant, given);
  given.words.until = "none";
  LONGS_EQUAL(kYes, run(grant, given));
  STRCMP_CONTAINS("Granted. It replaces the older permit with the same reference.\n  #2 funeral", out.c_str());
  CHECK_TRUE(standing().at(0).replaced.has_value());
}

TEST(GrantCommand, refusesAnIncompleteOrWrongGrant) {
  given.why = " ";
  LONGS_EQUAL(kUsage, run(grant, given));
  STRCMP_CONTAINS("--why is empty; write the reason", err.c_str());
  given.why = "an uncle";
  given.kind = "funral";
  LONGS_EQUAL(kUsage, run(grant, given));
  STRCMP_CONTAINS("did you mean `funeral'?", err.c_str());
  given.kind = "funeral";
  given.words.holder = "AZE1234";
  LONGS_EQUAL(kUsage, run(grant, given));
  STRCMP_CONTAINS("holder: `AZE1234' is not a document that the rules can read: it has 4 digits", err.c_str());
  given.words.holder = "AZE12345678";
  given.words.from = "2026-01-01T00:00";
  given.words.until = "2026-01-02T00:00";
  LONGS_EQUAL(kUsage, run(grant, given));
  STRCMP_CONTAINS("until: 2026-01-02T00:00 is in the past", err.c_str());
  CHECK_TRUE(standing().empty());
}

TEST(GrantCommand, revokeEndsPermitsByTextAndStandingPermits) {
  text();
  run(grant, given);
  LONGS_EQUAL(kYes, run(revoke, change));
  STRCMP_CONTAINS("  #1 code ", out.c_str());
  STRCMP_CONTAINS("  #2 funeral AZE12345678, ", out.c_str());
  CHECK_TRUE(standing().at(0).change->revoked);
  CHECK_TRUE(text_permit().period.has_ended(clock_now()));
  LONGS_EQUAL(kNo, run(revoke, change));
  STRCMP_EQUAL("No such permit is valid now or later.\n", out.c_str());
}

TEST(GrantCommand, revokeAsksAndNeedsYesWithoutATerminal) {
  run(grant, given);
  change.yes = false;
  LONGS_EQUAL(kUsage, run(revoke, change));
  STRCMP_CONTAINS("cannot ask for confirmation without a terminal; add --yes", err.c_str());
  CHECK_FALSE(standing().at(0).change.has_value());
}

TEST(GrantCommand, onePermitIsNamedByItsNumber) {
  text();
  run(grant, given);
  change.whom = "#2";
  LONGS_EQUAL(kYes, run(revoke, change));
  STRCMP_CONTAINS("  #2 funeral AZE", out.c_str());
  CHECK_TRUE(out.find("AZE12345678") == std::string::npos);  // a number is not a document
  CHECK_TRUE(standing().at(0).change->revoked);
  CHECK_FALSE(text_permit().period.has_ended(clock_now()));
  for (const char* none : {"#3", "#x", "#", "#18446744073709551615", "#18446744073709551618"}) {
    change.whom = none;
    LONGS_EQUAL(kUsage, run(revoke, change));
    STRCMP_CONTAINS("gave no permit", err.c_str());
  }
}

TEST(GrantCommand, aDoctorsCertificateExtendsThePermitOfCode1) {
  text();
  const Instant before = *text_permit().period.until;
  change.until = local(before + std::chrono::hours(3));
  LONGS_EQUAL(kYes, run(extend, change));
  STRCMP_CONTAINS(("Extended from " + local(before) + " to " + change.until).c_str(), out.c_str());
  CHECK_TRUE(*text_permit().period.until == before + std::chrono::hours(3));
  LONGS_EQUAL(kUsage, run(extend, change));
  STRCMP_CONTAINS("it does not end before ", err.c_str());
}

// Decisions look back some days, inspections a month, and `purge' removes older permits.
TEST(GrantCommand, aPermitByTextIsExtendedOnlyAsFarAsDecisionsLookBack) {
  text();
  const Rules rules = rules_from("rules/8103");
  const Instant given_at = text_permit().decided;
  change.until = local(given_at + std::chrono::days(40));
  LONGS_EQUAL(kUsage, run(extend, change));
  STRCMP_CONTAINS("a permit by text lasts until ", err.c_str());
  STRCMP_CONTAINS(" at most; `permitctl grant' enters one that lasts longer", err.c_str());
  const std::string latest = err.substr(err.find("until ") + 6, 19);
  const Instant end = rules->zone.instant(*parse_local_time(latest));
  CHECK_TRUE(end >= given_at + std::chrono::days(7));
  CHECK_TRUE(rules->history_from(end) <= given_at);
  change.until = latest;
  LONGS_EQUAL(kYes, run(extend, change));
}

TEST(GrantCommand, aRevokedPermitIsNotGrantedAgainByTheSameWords) {
  given.words.from = local(clock_now());
  LONGS_EQUAL(kYes, run(grant, given));
  LONGS_EQUAL(kYes, run(revoke, change));
  LONGS_EQUAL(kNo, run(grant, given));
  STRCMP_CONTAINS("The same permit is already there.\n", out.c_str());
  STRCMP_CONTAINS("it permits nothing: it is revoked; grant it again with a --from", err.c_str());
}

TEST(GrantCommand, aPhoneIsNamedIfAServiceKnowsOnlyPhones) {
  given.rules = change.rules = "test/rules/services/phone";
  const Rules rules = rules_from(given.rules);
  {
    const auto store = open_store(given.store);
    CHECK_TRUE(LocalService(rules, **store).answer("", "306911111111", clock_now()).ok());
  }
  const auto until = [&] { return *test::by_phone(**open_store(given.store), "306911111111").at(0).period.until; };
  const Instant before = until();
  const auto athens = [&](Instant time) { return render_local_time(rules->zone.local(time)); };
  change.whom = "6911111111";
  change.until = athens(before + std::chrono::hours(1));
  LONGS_EQUAL(kNo, run(extend, change));  // a number of no country
  change.whom = "06911111111";
  LONGS_EQUAL(kYes, run(extend, change));
  CHECK_TRUE(until() == before + std::chrono::hours(1));
  change.whom = "#1";
  change.until = athens(before + std::chrono::hours(2));
  LONGS_EQUAL(kYes, run(extend, change));
  change.whom = "+30 691 1111111";
  LONGS_EQUAL(kYes, run(revoke, change));
  CHECK_TRUE(until() <= clock_now());
}

TEST(GrantCommand, extendNeedsANumberIfSeveralPermitsAreLive) {
  text();
  run(grant, given);
  change.until = local(clock_now() + std::chrono::hours(9));
  LONGS_EQUAL(kUsage, run(extend, change));
  STRCMP_CONTAINS("choose one with --permit and its number", err.c_str());
  change.permit = 2;
  LONGS_EQUAL(kYes, run(extend, change));
  CHECK_TRUE(local(*standing().at(0).change->until) == change.until);
}
