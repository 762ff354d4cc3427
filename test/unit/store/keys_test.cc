#include "store/format/keys.h"

#include <string>

#include "test/rig/store_samples.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::test;

TEST_GROUP(Keys){};

TEST(Keys, daysAreInUtc) {
  STRCMP_EQUAL("document 2020-07-21", day_name("document", utc("2020-07-21T00:00")).c_str());
  STRCMP_EQUAL("document 2020-07-21", day_name("document", utc("2020-07-21T23:59:59")).c_str());
  STRCMP_EQUAL("seen 2024-02-29", day_name("seen", utc("2024-02-29T12:00")).c_str());
}

TEST(Keys, daysOutsideTheCalendarAreClamped) {
  STRCMP_EQUAL("seen 1970-01-01", day_name("seen", Instant::min()).c_str());
  STRCMP_EQUAL("seen 9999-12-31", day_name("seen", Instant::max()).c_str());
}

TEST(Keys, keysSortAsTheirNumbers) {
  CHECK(sequence_key(255) < sequence_key(256));
  CHECK(subject_key("A", 255) < subject_key("A", 256));
  const TextKey early{.sent = Instant(std::chrono::seconds(-1)), .id = {}};
  const TextKey late{.sent = Instant(std::chrono::seconds(1)), .id = {}};
  CHECK(text_key(early) < text_key(late));
}

TEST(Keys, aSequenceRoundTrips) {
  CHECK(parse_sequence_key(sequence_key(0x0102030405060708)) == Sequence{0x0102030405060708});
  CHECK(!parse_sequence_key("1234567").has_value());
  CHECK(!parse_sequence_key("123456789").has_value());
}

TEST(Keys, noSubjectMakesAKeyTooLong) {
  CHECK_EQUAL(kLongestSubject + 9, subject_key(std::string(100000, 'x'), 1).size());
}

TEST(Keys, aSubjectEndsAtItsFirstNul) {
  CHECK(subject_prefix(std::string("a\0b", 3)) == subject_prefix("a"));
  CHECK(subject_prefix("ab") != subject_prefix("a"));
}
