#include "ruleset/read/zone_data.h"

#include <cstdlib>
#include <map>
#include <string>

#include <CppUTest/TestHarness.h>

using permit::Instant;
using permit::load_zone;
using permit::LocalTime;
using permit::parse_local_time;
using permit::render_local_time;
using permit::Zone;

namespace {

std::string local(const Zone& zone, std::string_view utc) {
  const LocalTime read_as_utc = *parse_local_time(utc);
  return render_local_time(zone.local(Instant{read_as_utc.time_since_epoch()}));
}

}  // namespace

TEST_GROUP(ZoneData){};

TEST(ZoneData, bakuIsFourHoursAheadSince2016) {
  const auto baku = load_zone("Asia/Baku");
  STRCMP_EQUAL("Asia/Baku", baku->name().c_str());
  STRCMP_EQUAL("2020-07-21T10:00:00", local(*baku, "2020-07-21T06:00").c_str());
  STRCMP_EQUAL("2020-12-20T10:00:00", local(*baku, "2020-12-20T06:00").c_str());
  STRCMP_EQUAL("2015-07-21T11:00:00", local(*baku, "2015-07-21T06:00").c_str());  // its last summer time
  STRCMP_EQUAL("2099-12-31T23:59:59", local(*baku, "2099-12-31T19:59:59").c_str());
}

TEST(ZoneData, clockChangesAreKnown) {
  const auto berlin = load_zone("Europe/Berlin");
  STRCMP_EQUAL("2020-03-29T01:59:59", local(*berlin, "2020-03-29T00:59:59").c_str());
  STRCMP_EQUAL("2020-03-29T03:00:00", local(*berlin, "2020-03-29T01:00").c_str());
  STRCMP_EQUAL("2020-10-25T02:00:00", local(*berlin, "2020-10-25T01:00").c_str());
  STRCMP_EQUAL("2036-07-01T12:00:00", local(*berlin, "2036-07-01T10:00").c_str());
}

TEST(ZoneData, offsetsNeedNotBeWholeHours) {
  STRCMP_EQUAL("2020-12-20T02:30:00", local(*load_zone("America/St_Johns"), "2020-12-20T06:00").c_str());
}

TEST(ZoneData, anUnknownNameIsAnError) {
  for (const char* name : {"", "Baku", "Asia/Bakü", "../../etc/passwd", "/etc/localtime"}) {
    const auto zone = load_zone(name);
    CHECK_FALSE_TEXT(zone.ok(), name);
    STRCMP_CONTAINS("use a name like Asia/Baku", zone.error().message.c_str());
  }
}

TEST(ZoneData, theHostsTimeZoneHasNoEffect) {
  const char* before = std::getenv("TZ");
  setenv("TZ", "America/New_York", 1);
  STRCMP_EQUAL("2020-07-21T10:00:00", local(*load_zone("Asia/Baku"), "2020-07-21T06:00").c_str());
  STRCMP_EQUAL("America/New_York", std::getenv("TZ"));
  before ? setenv("TZ", before, 1) : unsetenv("TZ");
}
