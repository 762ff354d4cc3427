#include "base/zone.h"

#include <string>

#include <CppUTest/TestHarness.h>

using permit::Instant;
using permit::LocalTime;
using permit::parse_local_time;
using permit::render_local_time;
using permit::Zone;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

LocalTime local(std::string_view text) {
  const auto time = parse_local_time(text);
  CHECK_TRUE_TEXT(time.has_value(), std::string(text).c_str());
  return *time;
}

Instant utc(std::string_view text) { return Instant{local(text).time_since_epoch()}; }

/// Summer time from 29 March 01:00 UTC to 25 October 01:00 UTC: Berlin in 2020.
Zone berlin() {
  return Zone("Europe/Berlin",
              {{Instant{}, hours{1}}, {utc("2020-03-29T01:00"), hours{2}}, {utc("2020-10-25T01:00"), hours{1}}});
}

}  // namespace

TEST_GROUP(Zone){};

TEST(Zone, convertsToLocalTimeAndBack) {
  CHECK_TRUE(berlin().local(utc("2020-07-01T10:00")) == local("2020-07-01T12:00"));
  CHECK_TRUE(berlin().instant(local("2020-07-01T12:00")) == utc("2020-07-01T10:00"));
  CHECK_TRUE(berlin().instant(local("2020-01-01T12:00")) == utc("2020-01-01T11:00"));
}

TEST(Zone, mapsARepeatedTimeToItsFirstInstant) {
  CHECK_TRUE(berlin().instant(local("2020-10-25T02:30")) == utc("2020-10-25T00:30"));
  CHECK_TRUE(berlin().instant(local("2020-10-25T03:00")) == utc("2020-10-25T02:00"));
  CHECK_TRUE(berlin().local(utc("2020-10-25T01:30")) == local("2020-10-25T02:30"));
}

TEST(Zone, mapsASkippedTimeToTheTransition) {
  CHECK_TRUE(berlin().instant(local("2020-03-29T02:30")) == utc("2020-03-29T01:00"));
  CHECK_TRUE(berlin().instant(local("2020-03-29T03:00")) == utc("2020-03-29T01:00"));
  CHECK_TRUE(berlin().instant(local("2020-03-29T01:59:59")) == utc("2020-03-29T00:59:59"));
}

TEST(Zone, startsADayAtItsLocalMidnight) {
  const auto day = berlin().day(utc("2020-06-30T22:00"));
  CHECK_TRUE(berlin().start_of(day) == utc("2020-06-30T22:00"));
  CHECK_TRUE(berlin().start_of(day + std::chrono::days{1}) - berlin().start_of(day) == hours{24});
  const auto autumn = berlin().day(utc("2020-10-25T12:00"));
  CHECK_TRUE(berlin().start_of(autumn + std::chrono::days{1}) - berlin().start_of(autumn) == hours{25});
}

TEST(Zone, writesLocalTimesWithSeconds) {
  STRCMP_EQUAL("2020-07-21T10:00:00", render_local_time(local("2020-07-21T10:00")).c_str());
  STRCMP_EQUAL("2020-02-29T23:59:59", render_local_time(local("2020-02-29T23:59:59")).c_str());
  STRCMP_EQUAL("2020-07-21T12:00:00", render_local_time(utc("2020-07-21T10:00"), berlin()).c_str());
}

TEST(Zone, refusesInvalidLocalTimes) {
  for (const char* text :
       {"", "2020-07-21", "2020-07-21 10:00", "2020-07-21T10:0", "2020-02-30T10:00", "2020-07-21T24:00",
        "2020-07-21T10:60", "1969-07-21T10:00", "2020-07-21T10:00Z", "2020-07-21T10:00:60", "2o20-07-21T10:00"}) {
    CHECK_FALSE_TEXT(parse_local_time(text).has_value(), text);
  }
}
