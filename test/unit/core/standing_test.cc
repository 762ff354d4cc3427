#include "core/decide/standing.h"

#include <string>
#include <utility>

#include "test/rig/sample_rules.h"

#include <CppUTest/TestHarness.h>

using permit::EffectiveEnd;
using permit::Instant;
using permit::Period;
using permit::RuleSet;
using permit::StandingPermit;
using permit::StandingPermitRule;
using permit::test::at;

TEST_GROUP(Standing) {
  RuleSet rules = permit::test::sample_rules();

  void setup() override {
    const Instant july = at("2020-07-20T06:00");
    rules.decrees[0].standing = {
        {"work", StandingPermitRule::Effect::switch_off, at("2020-06-21T00:00"), {}, {}, "off"}};
    rules.decrees[1].standing = {
        {"work", StandingPermitRule::Effect::extend, july, at("2020-08-05T06:00"), {"trade"}, "extended"}};
  }

  static StandingPermit entered(const char* from, const char* until, const char* activity = "trade") {
    const std::optional<Instant> end = until ? std::optional(at(until)) : std::nullopt;
    return {.kind = "work", .activity = activity, .period = {at(from), end}, .entered = at(from)};
  }
  EffectiveEnd of(const char* from, const char* until, const char* activity = "trade") const {
    return effective_end(entered(from, until, activity), rules);
  }
  static void ends(const char* expected, const EffectiveEnd& end) { CHECK_TRUE(end.until == at(expected)); }
};

TEST(Standing, keepsItsEndIfNoDecreeAffectsIt) {
  const EffectiveEnd end = of("2020-06-22T00:00", "2020-07-01T00:00");
  ends("2020-07-01T00:00", end);
  POINTERS_EQUAL(nullptr, end.by);
}

TEST(Standing, isSwitchedOffIfItWasValidBefore) {
  const EffectiveEnd end = of("2020-06-01T00:00", "2020-07-01T00:00");
  ends("2020-06-21T00:00", end);
  STRCMP_EQUAL("off", end.by->clause.c_str());
}

TEST(Standing, isNotSwitchedOffIfEnteredLater) { ends("2020-07-01T00:00", of("2020-06-21T00:00", "2020-07-01T00:00")); }

TEST(Standing, isExtendedIfItWasValidUpToTheDecree) {
  const EffectiveEnd end = of("2020-06-22T00:00", "2020-07-20T06:00");
  ends("2020-08-05T06:00", end);
  STRCMP_EQUAL("extended", end.by->clause.c_str());
}

TEST(Standing, isNotExtendedIfItEndedBefore) { ends("2020-07-20T05:59", of("2020-06-22T00:00", "2020-07-20T05:59")); }

TEST(Standing, isNotExtendedInAnotherActivity) {
  ends("2020-07-20T06:00", of("2020-06-22T00:00", "2020-07-20T06:00", "banking"));
}

TEST(Standing, isNeverShortenedByAnExtension) { ends("2020-09-01T00:00", of("2020-06-22T00:00", "2020-09-01T00:00")); }

TEST(Standing, isSwitchedOffButNotExtendedWithoutAnEnd) {
  CHECK_TRUE(of("2020-06-01T00:00", nullptr).until == at("2020-06-21T00:00"));
  CHECK_FALSE(of("2020-06-22T00:00", nullptr).until.has_value());
}

TEST(Standing, isNotAffectedIfOfAnotherKind) {
  CHECK_TRUE(effective_end({"medical", "", {at("2020-06-01T00:00"), at("2020-07-01T00:00")}}, rules).until ==
             at("2020-07-01T00:00"));
}

TEST(Standing, equalsItsEntryOrTheEntryWithTheEndSetByHand) {
  StandingPermit standing = entered("2020-06-22T00:00", "2020-07-01T00:00");
  const StandingPermit as_entered = standing;
  const StandingPermit later = entered("2020-06-22T00:00", "2020-07-10T00:00");
  CHECK_TRUE(same_entry(standing, as_entered));
  CHECK_FALSE(same_entry(standing, later));
  standing.change = {.record = 7, .at = at("2020-06-30T00:00"), .until = at("2020-07-10T00:00"), .revoked = false};
  CHECK_TRUE(same_entry(standing, as_entered));
  CHECK_TRUE(same_entry(standing, later));
  standing.change->revoked = true;
  CHECK_FALSE(same_entry(standing, later));
}
