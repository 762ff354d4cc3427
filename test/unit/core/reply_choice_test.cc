// Replies that depend on several permits, limits or clocks.

#include <memory>
#include <string>

#include "core/answer.h"
#include "store/memory_store.h"
#include "test/rig/sample_rules.h"
#include "tool/rules/local_service.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using permit::test::at;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

constexpr const char* kPhone = "994501112233";

Permit given(Sequence sequence, std::string_view decided, std::string purpose, std::string_view until) {
  Permit permit;
  permit.sequence = sequence;
  permit.document = "AZE12345678";
  permit.purpose = std::move(purpose);
  permit.phone = kPhone;
  permit.decided = at(decided);
  permit.period = {at(decided), at(until)};
  return permit;
}

}  // namespace

TEST_GROUP(ReplyChoice) {
  RuleSet rules = test::sample_rules();
  Account account;

  Purpose& shopping() { return rules.decrees[1].purposes[1]; }

  Entry answered(std::string body, std::string_view now) const {
    Text text;
    text.phone = text.sender = kPhone;
    text.short_number = "8103";
    text.body = std::move(body);
    return answer(text, parse_request(text, rules, at(now)), account, rules, at(now));
  }

  /// Returns the reply to `2 AZE12345678`.
  std::string reply(std::string_view now) const { return answered("2 AZE12345678", now).reply; }

  void limit_within(hours window, unsigned at_most) {
    Limit& limit = shopping().limits.front();
    limit.per = Limit::Per::window;
    limit.window = window;
    limit.at_most = at_most;
    limit.over = {"1", "2"};
  }
};

// ---- Several live permits ----------------------------------------------------------------------------------------

// An operator may extend an ended permit after the next one was given.
TEST(ReplyChoice, namesTheLivePermitThatEndsLast) {
  const Permit extended = given(7, "2020-07-21T06:00", "2", "2020-07-21T18:00");
  const Permit next = given(8, "2020-07-21T10:00", "2", "2020-07-21T13:00");
  for (const auto& permits : {std::vector{extended, next}, std::vector{next, extended}}) {
    account.permits = permits;
    const Entry entry = answered("2 AZE12345678", "2020-07-21T12:00");
    STRCMP_EQUAL("az repeated 2 AZE12345678 until 18:00", entry.reply.c_str());
    LONGS_EQUAL(7, *entry.permit);
  }
}

TEST(ReplyChoice, namesThePermitOfThePhoneThatEndsLast) {
  rules.message.fields.clear();  // any text asks for a permit
  rules.decrees[1].purposes.erase(rules.decrees[1].purposes.begin());
  Permit sooner = given(7, "2020-07-21T11:00", "2", "2020-07-21T14:00");
  Permit later = given(8, "2020-07-21T10:00", "2", "2020-07-21T15:00");
  sooner.document = later.document = "";
  for (const auto& permits : {std::vector{sooner, later}, std::vector{later, sooner}}) {
    account.of_phone = permits;
    const Entry entry = answered("salam", "2020-07-21T12:00");
    LONGS_EQUAL(8, *entry.permit);
    CHECK_TRUE(entry.period->until == at("2020-07-21T15:00"));
  }
}

// ---- A permit without a length -----------------------------------------------------------------------------------

TEST(ReplyChoice, grantsNoPermitThatEndsWhenItBegins) {
  shopping().hours = {{hours{5}, hours{21}, 0x7f, {}, true, "hours clause"}};
  shopping().starts_after = minutes{15};
  STRCMP_EQUAL("az granted 2 AZE12345678 20:59-21:00", reply("2020-07-21T20:44").c_str());
  STRCMP_EQUAL("az hours AZE12345678 2 next 22.07 05:00 by hours clause", reply("2020-07-21T20:45").c_str());
  STRCMP_EQUAL("az hours AZE12345678 2 next 22.07 05:00 by hours clause", reply("2020-07-21T20:46").c_str());
}

TEST(ReplyChoice, grantsNoPermitThatABanEndsWhenItBegins) {
  rules.intervals = {
      {"ban", Interval::Kind::forbidden, at("2020-07-25T12:00"), at("2020-07-27T06:00"), true, "forbidden", "ban"}};
  shopping().starts_after = minutes{15};
  STRCMP_EQUAL("az granted 2 AZE12345678 11:59-12:00", reply("2020-07-25T11:44").c_str());
  STRCMP_EQUAL("az hours AZE12345678 2 next 27.07 06:00 by ban", reply("2020-07-25T11:45").c_str());
}

// ---- A window with more permits in it than the limit allows --------------------------------------------------------

// Code 1 has no limit, so any number of its permits may be in the window of code 2.
TEST(ReplyChoice, namesTheTimeWhenEnoughPermitsHaveLeftTheWindow) {
  limit_within(hours{8}, 2);
  account.permits = {given(1, "2020-07-21T06:00", "1", "2020-07-21T08:00"),
                     given(2, "2020-07-21T08:00", "1", "2020-07-21T10:00"),
                     given(3, "2020-07-21T10:00", "1", "2020-07-21T12:00")};
  STRCMP_EQUAL("az limit AZE12345678 2 used 08:00, 10:00 next 16:00 by limit clause call 9108",
               reply("2020-07-21T13:00").c_str());
  STRCMP_EQUAL("refused", std::string(name(answered("2 AZE12345678", "2020-07-21T15:59:59").outcome)).c_str());
  STRCMP_EQUAL("az granted 2 AZE12345678 16:00-19:00", reply("2020-07-21T16:00").c_str());
}

TEST(ReplyChoice, namesTheLimitWhoseFullWindowOpensLast) {
  limit_within(hours{8}, 1);
  Limit other = shopping().limits.front();
  other.window = hours{9};
  other.over = {"2"};
  other.clause = "other clause";
  shopping().limits.push_back(other);
  account.permits = {given(1, "2020-07-21T05:00", "2", "2020-07-21T08:00"),
                     given(2, "2020-07-21T08:00", "1", "2020-07-21T10:00")};
  // The other limit opens at 14:00, this one at 16:00; by its first permit it would open at 13:00.
  STRCMP_EQUAL("az limit AZE12345678 2 used 08:00 next 16:00 by limit clause call 9108",
               reply("2020-07-21T12:00").c_str());
}

TEST(ReplyChoice, opensAWindowFromTheEndByEndsNotByDecisions) {
  limit_within(hours{4}, 1);
  shopping().limits.front().window_from_end = true;
  account.permits = {given(1, "2020-07-21T06:00", "1", "2020-07-21T13:00"),
                     given(2, "2020-07-21T08:00", "1", "2020-07-21T10:00")};
  STRCMP_EQUAL("az limit AZE12345678 2 used 06:00 next 17:00 by limit clause call 9108",
               reply("2020-07-21T13:30").c_str());
}

// ---- A clock that steps back -------------------------------------------------------------------------------------

TEST(ReplyChoice, namesThePermitThatWasGivenBeforeTheClockSteppedBack) {
  MemoryStore store;
  tool::LocalService service(std::make_shared<const RuleSet>(rules), store);
  STRCMP_EQUAL("az granted 2 AZE12345678 00:10-03:10",
               service.answer("2 AZE12345678", kPhone, at("2020-07-22T00:10"))->reply.c_str());
  STRCMP_EQUAL("az AZE12345678: 2 00:10-03:10",
               service.answer("STATUS AZE12345678", kPhone, at("2020-07-21T23:50"))->reply.c_str());
  STRCMP_EQUAL("az repeated 2 AZE12345678 until 03:10",
               service.answer("2 AZE12345678", kPhone, at("2020-07-21T23:50"))->reply.c_str());
}

TEST(ReplyChoice, triesATextByTheRulesFromBeforeTheClockSteppedBack) {
  MemoryStore store;
  tool::LocalService service(std::make_shared<const RuleSet>(rules), store);
  // The permits of July begin at 06:00; a clock of 05:59 would try the text by the rules of June.
  CHECK_TRUE(service.answer("1 AZE12345678", kPhone, at("2020-07-20T06:00")).ok());
  STRCMP_EQUAL("az would get: az granted 2 AZE00000001 06:00-09:00",
               service.answer("TEST 2 AZE00000001", kPhone, at("2020-07-20T05:59"))->reply.c_str());
}
