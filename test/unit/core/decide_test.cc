#include "core/decide/decide.h"

#include <string>

#include "test/rig/sample_rules.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using permit::test::at;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

Permit given(std::string_view decided, std::string purpose, std::string_view until) {
  Permit permit;
  permit.sequence = 7;
  permit.document = "AZE12345678";
  permit.purpose = std::move(purpose);
  permit.decided = at(decided);
  permit.period = {at(decided), at(until)};
  return permit;
}

PermitRequest asking(std::string purpose, std::string kind = "card-old") {
  return {std::move(purpose), "AZE12345678", std::move(kind), "", false};
}

}  // namespace

TEST_GROUP(Decide) {
  RuleSet rules = test::sample_rules();
  Account account;

  Decision decide_at(std::string_view local_time, const PermitRequest& ask) const {
    return decide(ask, rules, account, at(local_time));
  }
};

#define OUTCOME(expected, decision) \
  STRCMP_EQUAL(std::string(name(Outcome::expected)).c_str(), std::string(name((decision).outcome)).c_str())

TEST(Decide, grantsForAsLongAsThePurposeLasts) {
  const Decision decision = decide_at("2020-07-21T10:00", asking("2"));
  OUTCOME(granted, decision);
  CHECK_TRUE(decision.period->from == at("2020-07-21T10:00"));
  CHECK_TRUE(*decision.period->until == at("2020-07-21T13:00"));
  STRCMP_EQUAL("clause of 2", decision.clause.c_str());
  CHECK_TRUE(*decide_at("2020-07-21T10:00", asking("1")).period->until == at("2020-07-21T12:00"));
}

TEST(Decide, roundsTheEndUpToTheMinute) {
  CHECK_TRUE(*decide_at("2020-07-21T10:00:01", asking("2")).period->until == at("2020-07-21T13:01"));
}

TEST(Decide, repeatsALivePermitOfTheSamePurpose) {
  account.permits = {given("2020-07-21T10:00", "2", "2020-07-21T13:00")};
  const Decision decision = decide_at("2020-07-21T12:59:59", asking("2"));
  OUTCOME(repeated, decision);
  CHECK_TRUE(*decision.permit == 7);
  CHECK_TRUE(*decision.period->until == at("2020-07-21T13:00"));
  OUTCOME(granted, decide_at("2020-07-21T11:00", asking("1")));
}

TEST(Decide, repeatsTheOwnFieldsOfThePermit) {
  PermitRequest ask = asking("2");
  ask.fields = {"1065"};
  CHECK_TRUE(decide_at("2020-07-21T10:00", ask).fields == ask.fields);
  account.permits = {given("2020-07-21T10:00", "2", "2020-07-21T13:00")};
  account.permits[0].fields = {"1065"};
  ask.fields = {"1099"};
  CHECK_TRUE(decide_at("2020-07-21T10:30", ask).fields == std::vector<std::string>{"1065"});
}

TEST(Decide, doesNotRepeatAPermitThatHasEnded) {
  account.permits = {given("2020-07-21T10:00", "1", "2020-07-21T12:00")};
  OUTCOME(granted, decide_at("2020-07-21T12:00", asking("1")));
}

TEST(Decide, repeatsAPermitThatHasNotBegun) {
  account.permits = {given("2020-07-21T10:00", "2", "2020-07-21T13:15")};
  account.permits[0].period.from = at("2020-07-21T10:15");
  OUTCOME(repeated, decide_at("2020-07-21T10:05", asking("2")));
}

TEST(Decide, letsARepeatNameAPlate) {
  account.permits = {given("2020-07-21T10:00", "2", "2020-07-21T13:00")};
  account.permits[0].plate = "10AA123";
  STRCMP_EQUAL("10AA123", decide_at("2020-07-21T11:00", asking("2")).plate.c_str());
  PermitRequest with_plate = asking("2");
  with_plate.plate = "90BB456";
  STRCMP_EQUAL("90BB456", decide_at("2020-07-21T11:00", with_plate).plate.c_str());
}

TEST(Decide, refusesASecondPermitADay) {
  account.permits = {given("2020-07-21T10:00", "2", "2020-07-21T13:00")};
  const Decision decision = decide_at("2020-07-21T13:00", asking("2"));
  OUTCOME(refused, decision);
  STRCMP_EQUAL("limit", decision.reply.c_str());
  STRCMP_EQUAL("limit clause", decision.clause.c_str());
  CHECK_TRUE(*decision.next == at("2020-07-22T00:00"));
  LONGS_EQUAL(1, decision.used.size());
  CHECK_TRUE(decision.used[0] == at("2020-07-21T10:00"));
}

TEST(Decide, namesANextTimeOnlyIfAPermitIsPossibleThen) {
  rules.intervals = {
      {"ban", Interval::Kind::forbidden, at("2020-07-22T00:00"), at("2020-07-24T06:00"), false, "forbidden", "b"}};
  account.permits = {given("2020-07-21T10:00", "2", "2020-07-21T13:00")};
  CHECK_TRUE(*decide_at("2020-07-21T15:00", asking("2")).next == at("2020-07-24T06:00"));

  rules.intervals.clear();
  rules.decrees[1].until = at("2020-07-22T00:00");
  CHECK_FALSE(decide_at("2020-07-21T15:00", asking("2")).next.has_value());

  rules.decrees[1].purposes[1].limits[0].counts_earlier_decrees = false;
  account.permits = {given("2020-07-20T01:00", "2", "2020-07-20T03:00")};
  CHECK_TRUE(*decide_at("2020-07-20T04:00", asking("2")).next == at("2020-07-20T06:00"));
}

TEST(Decide, countsAPermitOnTheDayOfItsDecision) {
  account.permits = {given("2020-07-21T22:30", "2", "2020-07-22T01:30")};
  OUTCOME(repeated, decide_at("2020-07-22T00:10", asking("2")));
  OUTCOME(granted, decide_at("2020-07-22T01:30", asking("2")));
}

TEST(Decide, beginsADayAtLocalMidnight) {
  account.permits = {given("2020-07-21T00:00", "2", "2020-07-21T03:00")};
  OUTCOME(refused, decide_at("2020-07-21T23:59:59", asking("2")));
  OUTCOME(granted, decide_at("2020-07-22T00:00", asking("2")));
  account.permits = {given("2020-07-20T23:59:59", "2", "2020-07-21T03:00")};
  OUTCOME(granted, decide_at("2020-07-21T03:00", asking("2")));
}

TEST(Decide, countsOnlyTheCodesOfALimit) {
  account.permits = {given("2020-06-25T09:00", "1", "2020-06-25T11:00")};
  OUTCOME(refused, decide_at("2020-06-25T12:00", asking("2")));
  OUTCOME(granted, decide_at("2020-06-25T12:00", asking("1")));
}

TEST(Decide, countsTheDaysPermitsUnderAnEarlierDecree) {
  account.permits = {given("2020-07-20T03:00", "2", "2020-07-20T05:00")};
  OUTCOME(refused, decide_at("2020-07-20T07:30", asking("2")));
  rules.decrees[1].purposes[1].limits[0].counts_earlier_decrees = false;
  OUTCOME(granted, decide_at("2020-07-20T07:30", asking("2")));
}

TEST(Decide, keepsAPromisedEndAfterTheDecreeHasChanged) {
  OUTCOME(granted, decide_at("2020-08-05T05:59", asking("2")));
  CHECK_TRUE(*decide_at("2020-08-05T05:59", asking("2")).period->until == at("2020-08-05T08:59"));
  account.permits = {given("2020-08-05T05:59", "2", "2020-08-05T08:59")};
  OUTCOME(repeated, decide_at("2020-08-05T07:00", asking("2")));
}

TEST(Decide, changesAtTheMinuteOfTheDecree) {
  CHECK_TRUE(*decide_at("2020-07-20T05:59:59", asking("2")).period->until == at("2020-07-20T08:00"));
  CHECK_TRUE(*decide_at("2020-07-20T06:00", asking("2")).period->until == at("2020-07-20T09:00"));
}

TEST(Decide, refusesWhenNoDecreeIsInForce) {
  const Decision decision = decide_at("2020-09-01T10:00", asking("2"));
  OUTCOME(refused, decision);
  STRCMP_EQUAL("no-decree", decision.reply.c_str());
  OUTCOME(refused, decide_at("2020-06-20T23:59:59", asking("2")));
}

TEST(Decide, informsOnlyIfAnIntervalIsNotNeeded) {
  const Decision free = decide_at("2020-08-05T06:00", asking("2"));
  OUTCOME(information, free);
  STRCMP_EQUAL("not-needed", free.reply.c_str());
  CHECK_TRUE(*free.since == at("2020-08-05T06:00"));
  const Decision banned = decide_at("2020-08-08T00:00", asking("2"));
  OUTCOME(refused, banned);
  STRCMP_EQUAL("forbidden", banned.reply.c_str());
  STRCMP_EQUAL("ban", banned.clause.c_str());
}

TEST(Decide, cutsAPermitOnlyAtABanThatCutsPermits) {
  rules.intervals = {
      {"ban", Interval::Kind::forbidden, at("2020-07-25T12:00"), at("2020-07-27T06:00"), true, "forbidden", "b"}};
  CHECK_TRUE(*decide_at("2020-07-25T11:00", asking("2")).period->until == at("2020-07-25T12:00"));
  CHECK_TRUE(*decide_at("2020-07-25T08:00", asking("2")).period->until == at("2020-07-25T11:00"));
  rules.intervals[0].cuts_permits = false;
  CHECK_TRUE(*decide_at("2020-07-25T11:00", asking("2")).period->until == at("2020-07-25T14:00"));
}

TEST(Decide, aBanAlsoCutsAPermitWithoutAnEndButNoneBeforeItIsPublished) {
  rules.intervals = {
      {"ban", Interval::Kind::forbidden, at("2020-07-25T12:00"), at("2020-07-27T06:00"), true, "forbidden", "b"}};
  rules.intervals[0].known_from = at("2020-07-25T00:00");
  rules.decrees[1].purposes[1].lasts.reset();
  CHECK_FALSE(decide_at("2020-07-24T23:59", asking("2")).period->until.has_value());
  CHECK_TRUE(*decide_at("2020-07-25T00:00", asking("2")).period->until == at("2020-07-25T12:00"));
}

TEST(Decide, refusesACodeTheDecreeDoesNotHave) {
  STRCMP_EQUAL("no-such-code", decide_at("2020-07-21T10:00", asking("3")).reply.c_str());
}

TEST(Decide, refusesADocumentTheDecreeDoesNotAccept) {
  STRCMP_EQUAL("not-accepted", decide_at("2020-06-25T10:00", asking("1", "MYI")).reply.c_str());
  OUTCOME(granted, decide_at("2020-07-21T10:00", asking("1", "MYI")));
}

TEST(Decide, grantsAPermitWithAnUnclearPlate) {
  PermitRequest ask = asking("2");
  ask.plate_unclear = true;
  const Decision decision = decide_at("2020-07-21T10:00", ask);
  OUTCOME(granted, decision);
  STRCMP_EQUAL("granted-plate-unclear", decision.reply.c_str());
}

TEST(Decide, neverRepeatsAPermitWithoutAnEnd) {
  rules.intervals.clear();
  rules.decrees[1].purposes[0].lasts = std::nullopt;
  const Decision decision = decide_at("2020-07-21T10:00", asking("1"));
  OUTCOME(granted, decision);
  CHECK_FALSE(decision.period->until.has_value());
  account.permits = {given("2020-07-21T10:00", "1", "2020-07-21T12:00")};
  account.permits[0].period.until = std::nullopt;
  OUTCOME(granted, decide_at("2020-07-21T11:00", asking("1")));
}

// A permit of three days stays live when the folder is edited to permits of two hours.
TEST(Decide, looksBackAsFarAsTheLongestPossiblePermit) {
  const Instant eight_days_before = at("2020-07-13T10:00") - std::chrono::minutes{1};
  CHECK_TRUE(rules.history_from(at("2020-07-21T10:00")) == eight_days_before);
  rules.decrees.clear();
  CHECK_TRUE(rules.history_from(at("2020-07-21T10:00")) == eight_days_before);
}

// ---- Lists, codes that get none by text, pause ------------------------------------------------------------------

TEST(Decide, refusesAListedSubjectDespiteALivePermit) {
  rules.decrees[1].refusals = {{"health", "listed", "list clause"}};
  account.permits = {given("2020-07-21T10:00", "2", "2020-07-21T13:00")};
  account.lists = {"other"};
  OUTCOME(repeated, decide_at("2020-07-21T11:00", asking("2")));
  account.lists = {"other", "health"};
  const Decision decision = decide_at("2020-07-21T11:00", asking("2"));
  OUTCOME(refused, decision);
  STRCMP_EQUAL("listed", decision.reply.c_str());
  STRCMP_EQUAL("list clause", decision.clause.c_str());
  CHECK_FALSE(decision.permit.has_value());
}

TEST(Decide, aListOfAnotherDecreeRefusesNobody) {
  rules.decrees[0].refusals = {{"health", "listed", "list clause"}};
  account.lists = {"health"};
  OUTCOME(granted, decide_at("2020-07-21T11:00", asking("2")));
}

TEST(Decide, refusesACodeThatGetsNoPermitByText) {
  rules.decrees[1].not_by_text = {{"3", "funeral", "funeral", "funeral clause"}};
  const Decision decision = decide_at("2020-07-21T11:00", asking("3"));
  OUTCOME(refused, decision);
  STRCMP_EQUAL("funeral", decision.reply.c_str());
  STRCMP_EQUAL("funeral clause", decision.clause.c_str());
  STRCMP_EQUAL("no-such-code", decide_at("2020-07-21T11:00", asking("4")).reply.c_str());
}

TEST(Decide, aPauseStopsGrantsButNotRepeats) {
  rules.pause = Pause{"pause", "by hand"};
  account.permits = {given("2020-07-21T10:00", "2", "2020-07-21T13:00")};
  OUTCOME(repeated, decide_at("2020-07-21T11:00", asking("2")));
  const Decision decision = decide_at("2020-07-21T11:00", asking("1"));
  OUTCOME(refused, decision);
  STRCMP_EQUAL("pause", decision.reply.c_str());
}

TEST(Decide, aPauseReplacesNoEarlierRefusal) {
  rules.pause = Pause{"pause", "by hand"};
  rules.decrees[1].not_by_text = {{"3", "funeral", "funeral", "funeral clause"}};
  STRCMP_EQUAL("funeral", decide_at("2020-07-21T11:00", asking("3")).reply.c_str());
  STRCMP_EQUAL("no-such-code", decide_at("2020-07-21T11:00", asking("4")).reply.c_str());
  OUTCOME(information, decide_at("2020-08-06T10:00", asking("1")));
  rules.decrees[1].accepts.clear();
  STRCMP_EQUAL("not-accepted", decide_at("2020-07-21T11:00", asking("1")).reply.c_str());
}

TEST(Decide, citesTheWithdrawalOfAWithdrawnCode) {
  rules.decrees[1].withdrawn = {{"3", "withdraw clause"}};
  const Decision decision = decide_at("2020-07-21T11:00", asking("3"));
  STRCMP_EQUAL("no-such-code", decision.reply.c_str());
  STRCMP_EQUAL("withdraw clause", decision.clause.c_str());
}

TEST(Decide, acceptsADocumentFromItsDayOn) {
  rules.decrees[1].accepts = {{"card-old", "a", at("2020-07-22T00:00")}};
  STRCMP_EQUAL("not-accepted", decide_at("2020-07-21T23:59", asking("2")).reply.c_str());
  OUTCOME(granted, decide_at("2020-07-22T00:00", asking("2")));
}

TEST(Decide, theNextPermitWaitsForTheDocumentToBeAccepted) {
  rules.decrees[1].purposes[1].limits[0].counts_earlier_decrees = false;
  rules.decrees[1].accepts = {{"card-old", "a", at("2020-07-21T12:00")}};
  account.permits = {given("2020-07-20T02:00", "2", "2020-07-20T04:00")};
  const Decision decision = decide_at("2020-07-20T05:00", asking("2"));
  STRCMP_EQUAL("limit", decision.reply.c_str());
  CHECK_TRUE(decision.next == at("2020-07-21T12:00"));
}

// ---- A delayed beginning ----------------------------------------------------------------------------------------

TEST(Decide, aDelayedPermitBeginsAtTheNextMinuteAndHasFullLength) {
  rules.decrees[1].purposes[1].starts_after = minutes{15};
  const Decision decision = decide_at("2020-07-21T12:00:20", asking("2"));
  CHECK_TRUE(decision.period->from == at("2020-07-21T12:16"));
  CHECK_TRUE(*decision.period->until == at("2020-07-21T15:16"));
}

TEST(Decide, repeatsAPermitThatHasNotBegunAndCountsItToday) {
  rules.decrees[1].purposes[1].starts_after = minutes{15};
  Permit later = given("2020-07-21T23:50", "2", "2020-07-22T03:05");
  later.period.from = at("2020-07-22T00:05");
  account.permits = {later};
  OUTCOME(repeated, decide_at("2020-07-21T23:55", asking("2")));
  OUTCOME(granted, decide_at("2020-07-22T03:05", asking("2")));
}

// ---- Hours -------------------------------------------------------------------------------------------------------

TEST(Decide, refusesOutsideOfTheHoursAndSaysWhenTheyOpen) {
  rules.decrees[1].purposes[1].hours = {{hours{5}, hours{21}, 0x7f, {}, false, "hours clause"}};
  const Decision night = decide_at("2020-07-21T22:00", asking("2"));
  OUTCOME(refused, night);
  STRCMP_EQUAL("hours", night.reply.c_str());
  STRCMP_EQUAL("hours clause", night.clause.c_str());
  CHECK_TRUE(night.next == at("2020-07-22T05:00"));
  OUTCOME(granted, decide_at("2020-07-21T20:59", asking("2")));
  CHECK_TRUE(*decide_at("2020-07-21T20:59", asking("2")).period->until == at("2020-07-21T23:59"));
}

TEST(Decide, hoursMayCutAPermit) {
  rules.decrees[1].purposes[1].hours = {{hours{5}, hours{21}, 0x7f, {}, true, "hours clause"}};
  CHECK_TRUE(*decide_at("2020-07-21T20:00", asking("2")).period->until == at("2020-07-21T21:00"));
}

TEST(Decide, grantsNothingThatWouldEndBeforeItBegins) {
  Purpose& purpose = rules.decrees[1].purposes[1];
  purpose.hours = {{hours{5}, hours{21}, 0x7f, {}, true, "hours clause"}};
  purpose.starts_after = minutes{15};
  const Decision decision = decide_at("2020-07-21T20:50", asking("2"));
  OUTCOME(refused, decision);
  STRCMP_EQUAL("hours", decision.reply.c_str());
  CHECK_TRUE(decision.next == at("2020-07-22T05:00"));
}

TEST(Decide, refusesByTheHoursReplyBeforeABanBegins) {
  rules.intervals = {
      {"ban", Interval::Kind::forbidden, at("2020-07-25T12:00"), at("2020-07-27T06:00"), true, "forbidden", "ban"}};
  rules.decrees[1].purposes[1].starts_after = minutes{15};
  const Decision decision = decide_at("2020-07-25T11:50", asking("2"));
  STRCMP_EQUAL("hours", decision.reply.c_str());
  STRCMP_EQUAL("ban", decision.clause.c_str());
  CHECK_TRUE(decision.next == at("2020-07-27T06:00"));
}

TEST(Decide, namesNoNextPermitAfterATimeWhenNoneIsNeeded) {
  rules.intervals = {{"free", Interval::Kind::not_needed, at("2020-07-22T00:00"), at("2020-07-23T00:00"), false,
                      "not-needed", "free"}};
  account.permits = {given("2020-07-21T06:00", "2", "2020-07-21T09:00")};
  const Decision decision = decide_at("2020-07-21T10:00", asking("2"));
  STRCMP_EQUAL("limit", decision.reply.c_str());
  CHECK_FALSE(decision.next.has_value());
}

TEST(Decide, citesTheHoursOfTheDay) {
  rules.decrees[1].purposes[1].hours = {{hours{8}, hours{10}, 0x1f, {}, false, "working days"},
                                        {hours{12}, hours{14}, 0x60, {}, false, "weekend"},
                                        {hours{18}, hours{20}, 0x60, {}, false, "weekend evening"}};
  STRCMP_EQUAL("working days", decide_at("2020-07-24T11:00", asking("2")).clause.c_str());  // a Friday
  STRCMP_EQUAL("weekend", decide_at("2020-07-25T11:00", asking("2")).clause.c_str());
  STRCMP_EQUAL("weekend evening", decide_at("2020-07-25T21:00", asking("2")).clause.c_str());
}

TEST(Decide, theNextPermitWaitsForTheLimitAndForTheHours) {
  rules.decrees[1].purposes[1].hours = {{hours{5}, hours{21}, 0x7f, {}, false, "hours clause"}};
  account.permits = {given("2020-07-21T06:00", "2", "2020-07-21T09:00")};
  const Decision decision = decide_at("2020-07-21T10:00", asking("2"));
  STRCMP_EQUAL("limit", decision.reply.c_str());
  CHECK_TRUE(decision.next == at("2020-07-22T05:00"));
}

TEST(Decide, findsTheNextPermitAfterManyOpenings) {
  Purpose& purpose = rules.decrees[1].purposes[1];
  rules.intervals.clear();
  rules.decrees[1].until = at("2020-12-01T00:00");
  for (int hour = 6; hour < 22; ++hour)
    purpose.hours.push_back({hours{hour}, hours{hour} + minutes{10}, 0x7f, {}, false, "hours clause"});
  purpose.limits[0].per = Limit::Per::month;
  account.permits = {given("2020-08-01T06:00", "2", "2020-08-01T09:00")};
  CHECK_TRUE(decide_at("2020-08-01T10:00", asking("2")).next == at("2020-09-01T06:00"));
  purpose.limits[0].per = Limit::Per::window;
  purpose.limits[0].window = hours{24 * 60} + minutes{30};
  CHECK_TRUE(decide_at("2020-08-01T10:00", asking("2")).next == at("2020-09-30T07:00"));
}

TEST(Decide, namesNoNextPermitIfEveryOpeningIsTooShort) {
  Purpose& purpose = rules.decrees[1].purposes[1];
  rules.decrees[1].until = kNoEnd;
  purpose.hours = {{hours{5}, hours{5} + minutes{10}, 0x7f, {}, true, "hours clause"}};
  purpose.starts_after = minutes{15};
  CHECK_FALSE(decide_at("2020-07-21T10:00", asking("2")).next.has_value());
}

// ---- Other limits ------------------------------------------------------------------------------------------------

TEST(Decide, limitsByWeekAndMonth) {
  Limit& limit = rules.decrees[1].purposes[1].limits[0];
  limit.per = Limit::Per::week;
  account.permits = {given("2020-07-20T06:00", "2", "2020-07-20T09:00")};
  CHECK_TRUE(decide_at("2020-07-26T23:59", asking("2")).next == at("2020-07-27T00:00"));
  OUTCOME(granted, decide_at("2020-07-27T00:00", asking("2")));
  limit.per = Limit::Per::month;
  CHECK_TRUE(decide_at("2020-07-27T00:00", asking("2")).next == at("2020-08-01T00:00"));
  OUTCOME(granted, decide_at("2020-08-01T00:00", asking("2")));
}

TEST(Decide, limitsSinceTheLastPermit) {
  Limit& limit = rules.decrees[1].purposes[1].limits[0];
  limit.per = Limit::Per::window;
  limit.window = hours{8};
  account.permits = {given("2020-07-21T06:00", "2", "2020-07-21T09:00")};
  const Decision decision = decide_at("2020-07-21T13:59:59", asking("2"));
  STRCMP_EQUAL("limit", decision.reply.c_str());
  CHECK_TRUE(decision.next == at("2020-07-21T14:00"));
  OUTCOME(granted, decide_at("2020-07-21T14:00", asking("2")));
  limit.window_from_end = true;
  CHECK_TRUE(decide_at("2020-07-21T14:00", asking("2")).next == at("2020-07-21T17:00"));
  OUTCOME(granted, decide_at("2020-07-21T17:00", asking("2")));
}

TEST(Decide, aPermitWithoutAnEndAlwaysCountsFromItsEnd) {
  Limit& limit = rules.decrees[1].purposes[1].limits[0];
  limit.per = Limit::Per::window;
  limit.window = hours{8};
  limit.window_from_end = true;
  Permit endless = given("2020-07-21T06:00", "2", "2020-07-21T09:00");
  endless.period.until.reset();
  account.permits = {endless};
  const Decision decision = decide_at("2020-08-01T10:00", asking("2"));
  STRCMP_EQUAL("limit", decision.reply.c_str());
  CHECK_FALSE(decision.next.has_value());
}

TEST(Decide, limitsByPhoneOverAllItsDocuments) {
  rules.decrees[1].purposes[1].limits[0].by = Limit::By::phone;
  Permit of_another = given("2020-07-21T06:00", "2", "2020-07-21T09:00");
  of_another.document = "AA1234567";
  account.of_phone = {of_another};
  STRCMP_EQUAL("limit-by-phone", decide_at("2020-07-21T10:00", asking("2")).reply.c_str());
  account.of_phone.clear();
  account.permits = {given("2020-07-21T06:00", "2", "2020-07-21T09:00")};
  OUTCOME(granted, decide_at("2020-07-21T10:00", asking("2")));
}

TEST(Decide, namesTheLimitThatOpensLast) {
  Limit week{1, {"2"}, true, "week clause"};
  week.per = Limit::Per::week;
  rules.decrees[1].purposes[1].limits.insert(rules.decrees[1].purposes[1].limits.begin(), week);
  account.permits = {given("2020-07-21T06:00", "2", "2020-07-21T09:00")};
  STRCMP_EQUAL("week clause", decide_at("2020-07-21T10:00", asking("2")).clause.c_str());
  std::swap(rules.decrees[1].purposes[1].limits[0], rules.decrees[1].purposes[1].limits[1]);
  STRCMP_EQUAL("week clause", decide_at("2020-07-21T10:00", asking("2")).clause.c_str());
}

TEST(Decide, namesTheCodesThatALimitCounted) {
  rules.decrees[1].purposes[1].limits[0].over = {"1", "2"};
  account.permits = {given("2020-07-21T06:00", "1", "2020-07-21T08:00")};
  const Decision decision = decide_at("2020-07-21T10:00", asking("2"));
  LONGS_EQUAL(1, decision.counted.size());
  STRCMP_EQUAL("1", decision.counted.front().c_str());
}

// Many permits of a code without a limit may count for another code (SEMANTICS 9).
TEST(Decide, namesAtMostAsManyTimesAsALimitAllows) {
  rules.decrees[1].purposes[1].limits[0].over = {"1", "2"};
  for (int i = 0; i < 20; ++i) account.permits.push_back(given("2020-07-21T06:00", "1", "2020-07-21T08:00"));
  account.permits.push_back(given("2020-07-21T09:00", "1", "2020-07-21T11:00"));
  const Decision decision = decide_at("2020-07-21T12:00", asking("2"));
  STRCMP_EQUAL("limit", decision.reply.c_str());
  CHECK_TRUE(decision.used == std::vector{at("2020-07-21T09:00")});
}

TEST(Decide, countsPermitsFromBeforeAnAmendmentOfTheDecree) {
  Decree& july = rules.decrees[1];
  july.purposes[1].limits[0].counts_earlier_decrees = false;
  july.decreed_from = at("2020-07-20T06:00");
  july.from = at("2020-07-21T08:00");
  account.permits = {given("2020-07-21T04:00", "2", "2020-07-21T07:00")};
  STRCMP_EQUAL("limit", decide_at("2020-07-21T10:00", asking("2")).reply.c_str());
}

// ---- The phone's own permits -------------------------------------------------------------------------------------

TEST(Decide, aPermitWithoutADocumentBelongsToThePhone) {
  rules.message.fields.clear();
  rules.decrees[1].purposes.pop_back();
  rules.decrees[1].purposes[0].limits = {{1, {"1"}, true, "limit clause"}};
  rules.decrees[1].purposes[0].limits[0].by = Limit::By::phone;
  CHECK_TRUE(rules.counts_by_phone());
  const PermitRequest ask{"", "", "", "", false};
  const Decision first = decide_at("2020-07-21T10:00", ask);
  OUTCOME(granted, first);
  STRCMP_EQUAL("1", first.purpose.c_str());
  Permit mine = given("2020-07-21T10:00", "1", "2020-07-21T12:00");
  mine.document.clear();
  account.of_phone = {mine};
  OUTCOME(repeated, decide_at("2020-07-21T11:00", ask));
  STRCMP_EQUAL("limit", decide_at("2020-07-21T12:00", ask).reply.c_str());
}

TEST(Decide, grantsNothingWhenTheOnlyCodeIsWithdrawn) {
  rules.message.fields.clear();
  rules.decrees[1].purposes.clear();
  const Decision decision = decide_at("2020-07-21T10:00", {"", "", "", "", false});
  OUTCOME(refused, decision);
  STRCMP_EQUAL("no-such-code", decision.reply.c_str());
}

TEST(Decide, looksBackAsFarAsALimitCounts) {
  Limit& limit = rules.decrees[1].purposes[1].limits[0];
  limit.per = Limit::Per::month;
  CHECK_TRUE(rules.history_from(at("2020-07-31T10:00")) == at("2020-07-01T00:00"));
  limit.per = Limit::Per::window;
  limit.window = hours{240};
  CHECK_TRUE(rules.history_from(at("2020-07-31T10:00")) == at("2020-07-21T10:00"));
  limit.window_from_end = true;
  CHECK_TRUE(rules.history_from(at("2020-07-31T10:00")) < at("2020-07-21T10:00") - hours{3});
}
