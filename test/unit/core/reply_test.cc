#include "core/reply/reply.h"

#include <span>
#include <string>
#include <vector>

#include "test/rig/sample_rules.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using permit::test::at;

namespace {

PermitRequest request_for_code_2() { return {"2", "AZE12345678", "card-old", "", false}; }

Permit permit_of(std::string purpose, std::string_view from, std::string_view until, std::string plate) {
  Permit permit;
  permit.purpose = std::move(purpose);
  permit.plate = std::move(plate);
  permit.period = {at(from), at(until)};
  return permit;
}

}  // namespace

TEST_GROUP(Reply) {
  RuleSet rules = test::sample_rules();

  ReplyContext context(std::string_view language, std::string_view now) const {
    return {rules, language, "994501112233", at(now)};
  }

  /// Sets the text `granted` of the rules to `source`.
  void set_granted_text(std::string_view source, std::span<const std::string> own = {}) {
    auto text = Template::parse(source, own);
    CHECK_TRUE(text.ok());
    rules.texts["az"].insert_or_assign("granted", *std::move(text));
  }

  std::string reply(Decision decision, std::string_view now, const PermitRequest& ask = request_for_code_2(),
                    const std::string& check_code = {}) const {
    decision.purpose = ask.purpose;
    return render_reply(ask, decision, check_code, context("az", now));
  }
};

TEST(Reply, carriesTheDocumentAndTheEnd) {
  Decision decision{Outcome::granted, "granted"};
  decision.period = {at("2020-07-21T10:00"), at("2020-07-21T13:00")};
  STRCMP_EQUAL("az granted 2 AZE12345678 10:00-13:00", reply(decision, "2020-07-21T10:00").c_str());
  decision.plate = "10AA123";
  STRCMP_EQUAL("az granted 2 AZE12345678 car 10AA123 10:00-13:00", reply(decision, "2020-07-21T10:00").c_str());
}

TEST(Reply, printsTheDateOfATimeThatIsNotToday) {
  Decision decision{Outcome::granted, "granted"};
  decision.period = {at("2020-07-21T22:30"), at("2020-07-22T01:30")};
  STRCMP_EQUAL("az granted 2 AZE12345678 22:30-22.07 01:30", reply(decision, "2020-07-21T22:30").c_str());
  STRCMP_EQUAL("az granted 2 AZE12345678 21.07 22:30-01:30", reply(decision, "2020-07-22T00:10").c_str());
}

TEST(Reply, omitsAnEndIfThereIsNone) {
  Decision decision{Outcome::granted, "granted"};
  decision.period = {at("2020-07-21T10:00"), std::nullopt};
  STRCMP_EQUAL("az granted 2 AZE12345678 10:00", reply(decision, "2020-07-21T10:00").c_str());
}

TEST(Reply, carriesTheCheckCodeIfThereIsOne) {
  set_granted_text("{document}[, {check}]");
  Decision decision{Outcome::granted, "granted"};
  decision.period = {at("2020-07-21T10:00"), at("2020-07-21T13:00")};
  STRCMP_EQUAL("AZE12345678", reply(decision, "2020-07-21T10:00").c_str());
  STRCMP_EQUAL("AZE12345678, 7K3M9QX4ABCD",
               reply(decision, "2020-07-21T10:00", request_for_code_2(), "7K3M9QX4ABCD").c_str());
}

TEST(Reply, namesReasonClauseAndTheNextTime) {
  Decision decision{Outcome::refused, "limit", "D §8"};
  decision.used = {at("2020-07-21T10:00")};
  decision.next = at("2020-07-22T00:00");
  STRCMP_EQUAL("az limit AZE12345678 2 used 10:00 next 22.07 00:00 by D §8 call 9108",
               reply(decision, "2020-07-21T15:00").c_str());
}

TEST(Reply, namesTheHotlineOfTheDocument) {
  const PermitRequest foreigner{"2", "MYI1234567", "MYI", "", false};
  STRCMP_EQUAL("az no permits now, call 919",
               reply({Outcome::refused, "no-decree"}, "2020-09-01T10:00", foreigner).c_str());
}

TEST(Reply, saysWhatToCorrect) {
  const UnreadableRequest short_of_one{"digits", "2", "AZE1234567", "7", "8", "", "card-old"};
  STRCMP_EQUAL("ru AZE1234567 has 7 of 8: 2 AZE12345678",
               render_reply(short_of_one, context("ru", "2020-07-21T10:00")).c_str());
  const UnreadableRequest nothing{"format", "", "", "", "", "", ""};
  STRCMP_EQUAL("en format, call 9108", render_reply(nothing, context("en", "2020-07-21T10:00")).c_str());
}

TEST(Reply, namesThePurposeTheCodesInForceAndThePhone) {
  rules.decrees[1].purposes[1].name = "shopping";
  set_granted_text("{name}: {code} of {codes} for {phone}[, but {counted}]");
  Decision decision{Outcome::granted, "granted"};
  STRCMP_EQUAL("shopping: 2 of 1, 2 for 994501112233", reply(decision, "2020-07-21T10:00").c_str());
  decision.counted = {"1", "2"};
  STRCMP_EQUAL("shopping: 2 of 1, 2 for 994501112233, but 1, 2", reply(decision, "2020-07-21T10:00").c_str());
}

TEST(Reply, namesThePurposeOfACodeThatIsNotByText) {
  rules.decrees[1].not_by_text = {{"3", "funeral", "granted", "clause"}};
  set_granted_text("{code}: {name}");
  const PermitRequest funeral{"3", "AZE12345678", "card-old", "", false};
  STRCMP_EQUAL("3: funeral", reply({Outcome::refused, "granted"}, "2020-07-21T10:00", funeral).c_str());
}

TEST(Reply, carriesTheValuesOfTheMessagesOwnFields) {
  const std::vector<std::string> own = {"postcode", "why"};
  set_granted_text("{postcode}[ for {why}]", own);
  PermitRequest ask = request_for_code_2();
  ask.fields = {"1234", ""};
  STRCMP_EQUAL("1234", reply({Outcome::granted, "granted"}, "2020-07-21T10:00", ask).c_str());
  ask.fields = {"1234", "BREAD"};
  STRCMP_EQUAL("1234 for BREAD", reply({Outcome::granted, "granted"}, "2020-07-21T10:00", ask).c_str());
}

TEST(Reply, showsAnExampleWithACodeOfTheDecreeInForce) {
  const UnreadableRequest no_such_code{"digits", "3", "AZE1234567", "7", "8", "", "card-old"};
  STRCMP_EQUAL("en AZE1234567 has 7 of 8: 1 AZE12345678",
               render_reply(no_such_code, context("en", "2020-07-21T10:00")).c_str());
  rules.message.example = "MYI1234567 2";
  STRCMP_EQUAL("en AZE1234567 has 7 of 8: MYI1234567 2",
               render_reply(no_such_code, context("en", "2020-07-21T10:00")).c_str());
}

TEST(Reply, listsLivePermitsForStatus) {
  const WordRequest status{"status", "status-none", "AZE12345678", "card-old"};
  Account account;
  account.permits = {permit_of("1", "2020-07-21T08:00", "2020-07-21T10:00", ""),
                     permit_of("2", "2020-07-21T09:00", "2020-07-21T12:00", "10AA123"),
                     permit_of("1", "2020-07-21T10:00", "2020-07-21T12:00", "")};
  STRCMP_EQUAL("az AZE12345678: 2 09:00-12:00 10AA123; 1 10:00-12:00",
               render_reply(status, account, context("az", "2020-07-21T10:00")).c_str());
  STRCMP_EQUAL("az AZE12345678: none", render_reply(status, account, context("az", "2020-07-21T12:00")).c_str());
}

TEST(Reply, listsStandingPermitsForStatusAsDecreesAlterThem) {
  const WordRequest status{"status", "status-none", "AZE12345678", "card-old"};
  const Period july{at("2020-07-06T00:00"), at("2020-07-20T06:00")};
  Account account;
  account.permits = {permit_of("1", "2020-07-21T10:00", "2020-07-21T12:00", "")};
  account.standing = {{.kind = "work", .activity = "trade", .period = july, .plate = "10AA123"},
                      {.kind = "work", .activity = "new", .period = july},
                      {.kind = "trip", .period = {at("2020-07-22T00:00"), std::nullopt}},
                      {.kind = "trip", .period = {at("2020-07-06T00:00"), std::nullopt}, .replaced = july.from}};
  rules.decrees.back().standing = {{.kind = "work",
                                    .effect = StandingPermitRule::Effect::extend,
                                    .valid_before = at("2020-07-20T06:00"),
                                    .until = at("2020-08-05T06:00"),
                                    .activities = {"trade"},
                                    .clause = ""}};
  STRCMP_EQUAL("az AZE12345678: work 06.07 00:00-05.08 06:00 10AA123; trip 22.07 00:00-; 1 10:00-12:00",
               render_reply(status, account, context("az", "2020-07-21T10:00")).c_str());
}
