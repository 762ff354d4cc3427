#include "core/decide/flood.h"

#include <string>

#include "test/rig/sample_rules.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using permit::test::at;

namespace {

constexpr std::string_view kPhone = "994501112233";

Entry entry(Outcome outcome) {
  Entry entry;
  entry.text.phone = kPhone;
  entry.decided = at("2020-07-21T10:00");
  entry.outcome = outcome;
  entry.reason = "as-it-was";
  entry.language = "az";
  entry.document = "AZE12345678";
  entry.period = Period{entry.decided, std::nullopt};
  entry.permit = 7;
  entry.clause = "a clause";
  entry.reply = outcome == Outcome::silent ? "" : "a reply";
  return entry;
}

}  // namespace

TEST_GROUP(Flood) {
  const Instant ten = at("2020-07-21T10:00");
  FloodGuard guard{{2, std::chrono::minutes(10)}};

  std::string count_text(std::string_view phone, Instant now) {
    switch (guard.count_text(phone, now)) {
      case FloodVerdict::allow:
        return "answers";
      case FloodVerdict::hint:
        return "help";
      case FloodVerdict::suppress:
        break;
    }
    return "none";
  }
  std::string count_text() { return count_text(kPhone, ten); }
};

TEST(Flood, getsAnswersThenOneHelpReplyThenSilence) {
  STRCMP_EQUAL("answers", count_text().c_str());
  STRCMP_EQUAL("answers", count_text().c_str());
  STRCMP_EQUAL("help", count_text().c_str());
  for (int text = 0; text < 1000; ++text) STRCMP_EQUAL("none", count_text().c_str());
  STRCMP_EQUAL("answers", count_text("994501112234", ten).c_str());
}

TEST(Flood, isOverAfterAQuietTimeAndNotBefore) {
  for (int text = 0; text < 4; ++text) count_text();
  STRCMP_EQUAL("none", count_text(kPhone, ten + std::chrono::seconds(599)).c_str());
  STRCMP_EQUAL("none", count_text(kPhone, ten + std::chrono::seconds(1198)).c_str());
  STRCMP_EQUAL("answers", count_text(kPhone, ten + std::chrono::seconds(1798)).c_str());
}

TEST(Flood, isResetByAPermit) {
  for (int text = 0; text < 4; ++text) count_text();
  guard.reset(kPhone);
  STRCMP_EQUAL("answers", count_text().c_str());
  guard.reset("nobody");
}

TEST(Flood, isNotForgottenAmongAMillionPhones) {
  for (int text = 0; text < 3; ++text) count_text();
  for (int phone = 0; phone < 1'000'000; ++phone) guard.count_text(std::to_string(994500000000 + phone), ten);
  STRCMP_EQUAL("none", count_text().c_str());
}

TEST(Flood, verdictLeavesAGrantAndASilenceUnchanged) {
  const RuleSet rules = test::sample_rules();
  for (const Outcome outcome : {Outcome::granted, Outcome::silent})
    for (const FloodVerdict verdict : {FloodVerdict::allow, FloodVerdict::hint, FloodVerdict::suppress})
      CHECK_TRUE(apply_flood_limit(verdict, entry(outcome), rules) == entry(outcome));
}

TEST(Flood, suppressRemovesAReplyThatGrantsNothing) {
  const RuleSet rules = test::sample_rules();
  for (const Outcome outcome : {Outcome::repeated, Outcome::refused, Outcome::unreadable, Outcome::information}) {
    CHECK_TRUE(apply_flood_limit(FloodVerdict::allow, entry(outcome), rules) == entry(outcome));
    const Entry silent = apply_flood_limit(FloodVerdict::suppress, entry(outcome), rules);
    CHECK_TRUE(silent.outcome == Outcome::silent);
    STRCMP_EQUAL("flood", silent.reason.c_str());
    STRCMP_EQUAL("AZE12345678", silent.document.c_str());
    CHECK_TRUE(silent.reply.empty() && silent.clause.empty() && !silent.permit && !silent.period);
  }
}

TEST(Flood, hintReplacesAReplyThatDecidesNothing) {
  const RuleSet rules = test::sample_rules();
  for (const Outcome outcome : {Outcome::repeated, Outcome::refused})
    CHECK_TRUE(apply_flood_limit(FloodVerdict::hint, entry(outcome), rules) == entry(outcome));
  for (const Outcome outcome : {Outcome::unreadable, Outcome::information}) {
    const Entry helped = apply_flood_limit(FloodVerdict::hint, entry(outcome), rules);
    CHECK_TRUE(helped.outcome == outcome);
    STRCMP_EQUAL("flood", helped.reason.c_str());
    CHECK_FALSE(helped.reply.empty() || helped.reply == "a reply");
  }
}
