#include "core/decide.h"

#include <string>

#include "test/support/sample_rules.h"

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

TEST(Decide, namesANextTimeOnlyAtWhichAPermitIsGiven) {
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

TEST(Decide, countsOverTheCodesALimitNames) {
  account.permits = {given("2020-06-25T09:00", "1", "2020-06-25T11:00")};
  OUTCOME(refused, decide_at("2020-06-25T12:00", asking("2")));
  OUTCOME(granted, decide_at("2020-06-25T12:00", asking("1")));
}

TEST(Decide, countsThatDaysPermitsUnderAnEarlierDecree) {
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

TEST(Decide, informsOnlyWhereNotNeededIsDeclared) {
  const Decision free = decide_at("2020-08-05T06:00", asking("2"));
  OUTCOME(information, free);
  STRCMP_EQUAL("not-needed", free.reply.c_str());
  CHECK_TRUE(*free.since == at("2020-08-05T06:00"));
  const Decision banned = decide_at("2020-08-08T00:00", asking("2"));
  OUTCOME(refused, banned);
  STRCMP_EQUAL("forbidden", banned.reply.c_str());
  STRCMP_EQUAL("ban", banned.clause.c_str());
}

TEST(Decide, cutsAPermitOnlyAtABanThatSaysSo) {
  rules.intervals = {
      {"ban", Interval::Kind::forbidden, at("2020-07-25T12:00"), at("2020-07-27T06:00"), true, "forbidden", "b"}};
  CHECK_TRUE(*decide_at("2020-07-25T11:00", asking("2")).period->until == at("2020-07-25T12:00"));
  CHECK_TRUE(*decide_at("2020-07-25T08:00", asking("2")).period->until == at("2020-07-25T11:00"));
  rules.intervals[0].cuts_permits = false;
  CHECK_TRUE(*decide_at("2020-07-25T11:00", asking("2")).period->until == at("2020-07-25T14:00"));
}

TEST(Decide, refusesACodeTheDecreeDoesNotHave) {
  STRCMP_EQUAL("no-such-code", decide_at("2020-07-21T10:00", asking("3")).reply.c_str());
}

TEST(Decide, refusesADocumentTheDecreeDoesNotAccept) {
  STRCMP_EQUAL("not-accepted", decide_at("2020-06-25T10:00", asking("1", "MYI")).reply.c_str());
  OUTCOME(granted, decide_at("2020-07-21T10:00", asking("1", "MYI")));
}

TEST(Decide, doesNotCostThePermitWhenThePlateIsUnclear) {
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

TEST(Decide, looksBackToThePermitsThatMayLiveOrCount) {
  CHECK_TRUE(rules.history_from(at("2020-07-21T10:00")) == at("2020-07-20T09:59"));
  rules.decrees[1].purposes[0].lasts = hours{72};
  CHECK_TRUE(rules.history_from(at("2020-07-21T10:00")) == at("2020-07-18T09:59"));
}
