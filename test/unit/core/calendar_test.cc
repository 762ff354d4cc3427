#include "core/decide/calendar.h"

#include <string>

#include "test/rig/sample_rules.h"

#include <CppUTest/TestHarness.h>

using permit::counting_since;
using permit::Hours;
using permit::Instant;
using permit::Limit;
using permit::next_opening;
using permit::next_period;
using permit::open_at;
using permit::Zone;
using permit::test::at;

namespace {

using std::chrono::hours;

Limit limit(Limit::Per per) {
  Limit limit{1, {"2"}, true, ""};
  limit.per = per;
  limit.window = hours{4};
  return limit;
}

Hours from_to(hours from, hours until, unsigned long weekdays = 0x7f) {
  return {from, until, weekdays, {}, false, "clause"};
}

}  // namespace

TEST_GROUP(Calendar) {
  const Zone zone = permit::test::sample_rules().zone;

  void counts_since(const char* expected, Limit::Per per, const char* now) const {
    CHECK_TRUE(counting_since(limit(per), at(now), zone) == at(expected));
  }
  bool is_open(const std::vector<Hours>& hours, const char* now) const {
    return open_at(hours, at(now), zone).has_value();
  }
  void opens(const char* expected, const std::vector<Hours>& hours, const char* now) const {
    CHECK_TRUE(next_opening(hours, at(now), zone) == at(expected));
  }
};

TEST(Calendar, countsADayFromMidnightAWeekFromMondayAMonthFromItsFirst) {
  counts_since("2020-07-22T00:00", Limit::Per::day, "2020-07-22T00:00");
  counts_since("2020-07-20T00:00", Limit::Per::week, "2020-07-20T00:00");  // a Monday
  counts_since("2020-07-20T00:00", Limit::Per::week, "2020-07-26T23:59");
  counts_since("2020-07-01T00:00", Limit::Per::month, "2020-07-31T23:59");
  counts_since("2020-07-22T06:00", Limit::Per::window, "2020-07-22T10:00");
}

TEST(Calendar, findsTheStartOfTheNextPeriod) {
  CHECK_TRUE(next_period(Limit::Per::day, at("2020-07-22T23:59"), zone) == at("2020-07-23T00:00"));
  CHECK_TRUE(next_period(Limit::Per::week, at("2020-07-26T23:59"), zone) == at("2020-07-27T00:00"));
  CHECK_TRUE(next_period(Limit::Per::week, at("2020-07-27T00:00"), zone) == at("2020-08-03T00:00"));
  CHECK_TRUE(next_period(Limit::Per::month, at("2020-12-31T12:00"), zone) == at("2021-01-01T00:00"));
}

TEST(Calendar, hoursIncludeTheirStartAndExcludeTheirEnd) {
  const std::vector<Hours> day = {from_to(hours{5}, hours{21})};
  CHECK_FALSE(is_open(day, "2020-07-22T04:59"));
  CHECK_TRUE(is_open(day, "2020-07-22T05:00"));
  CHECK_TRUE(is_open(day, "2020-07-22T20:59"));
  CHECK_FALSE(is_open(day, "2020-07-22T21:00"));
  opens("2020-07-22T05:00", day, "2020-07-22T04:59");
  opens("2020-07-23T05:00", day, "2020-07-22T05:00");
}

TEST(Calendar, hoursOverMidnightBelongToTheDayTheyBeginOn) {
  const std::vector<Hours> friday_night = {from_to(hours{22}, hours{6}, 1u << 4)};
  CHECK_TRUE(is_open(friday_night, "2020-07-24T22:00"));  // a Friday
  CHECK_TRUE(is_open(friday_night, "2020-07-25T05:59"));
  CHECK_FALSE(is_open(friday_night, "2020-07-25T06:00"));
  CHECK_FALSE(is_open(friday_night, "2020-07-25T22:00"));
  CHECK_FALSE(is_open(friday_night, "2020-07-24T05:00"));
  opens("2020-07-24T22:00", friday_night, "2020-07-20T00:00");
  opens("2020-07-31T22:00", friday_night, "2020-07-24T23:00");
}

TEST(Calendar, aWholeDayIsOpenToItsEnd) {
  const std::vector<Hours> sundays = {from_to(hours{0}, hours{24}, 1u << 6)};
  CHECK_TRUE(is_open(sundays, "2020-07-26T00:00"));
  CHECK_TRUE(is_open(sundays, "2020-07-26T23:59:59"));
  CHECK_FALSE(is_open(sundays, "2020-07-27T00:00"));
}

TEST(Calendar, datesAreOpenOnAnyWeekday) {
  Hours one = from_to(hours{8}, hours{12}, 0);
  one.dates = {std::chrono::local_days{std::chrono::year{2020} / 7 / 22}};
  const std::vector<Hours> hours = {one};
  CHECK_TRUE(is_open(hours, "2020-07-22T08:00"));
  CHECK_FALSE(is_open(hours, "2020-07-23T08:00"));
  opens("2020-07-22T08:00", hours, "2020-01-01T00:00");
  CHECK_FALSE(next_opening(hours, at("2020-07-22T08:00"), zone).has_value());
}

TEST(Calendar, theHoursThatEndLastCount) {
  const std::vector<Hours> both = {from_to(hours{8}, hours{12}), from_to(hours{10}, hours{18})};
  CHECK_TRUE(open_at(both, at("2020-07-22T11:00"), zone)->opening.until == at("2020-07-22T18:00"));
}

TEST(Calendar, hoursThatTouchAreJoined) {
  const auto closes = [&](const std::vector<Hours>& hours, const char* now) {
    return open_at(hours, at(now), zone)->opening.until;
  };
  const std::vector<Hours> halves = {from_to(hours{5}, hours{13}), from_to(hours{13}, hours{21})};
  CHECK_TRUE(closes(halves, "2020-07-22T12:30") == at("2020-07-22T21:00"));
  const std::vector<Hours> over_midnight = {from_to(hours{5}, hours{24}, 1u << 4),
                                            from_to(hours{0}, hours{22}, 1u << 5)};
  CHECK_TRUE(closes(over_midnight, "2020-07-24T23:00") == at("2020-07-25T22:00"));
  const std::vector<Hours> always = {from_to(hours{6}, hours{6})};
  CHECK_TRUE(closes(always, "2020-07-22T05:30") > at("2020-07-29T05:30"));
}

TEST(Calendar, aDayOfTwentyThreeHoursStillBeginsAtMidnight) {
  const Zone summer(
      "Test", {{Instant{}, hours{3}}, {std::chrono::sys_days{std::chrono::year{2020} / 3 / 28} + hours{23}, hours{4}}});
  const Instant noon = summer.instant(*permit::parse_local_time("2020-03-29T12:00"));
  const Instant midnight = counting_since(limit(Limit::Per::day), noon, summer);
  CHECK_TRUE(summer.local(midnight) == *permit::parse_local_time("2020-03-29T00:00"));
  CHECK_TRUE(next_period(Limit::Per::day, noon, summer) - midnight == hours{23});
}
