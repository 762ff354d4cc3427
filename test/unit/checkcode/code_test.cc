#include "checkcode/code.h"

#include <random>
#include <string>

#include "core/check_code.h"
#include "test/rig/sample_rules.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using permit::test::at;
using std::chrono::days;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

std::string render_parsed(std::string_view code) {
  const auto bits = parse_code(code);
  return bits ? render_code(*bits) : "none";
}

}  // namespace

TEST_GROUP(Code){};

TEST(Code, hasItsBitsInDocumentedOrder) {
  STRCMP_EQUAL("000000000000", render_code({}).c_str());
  STRCMP_EQUAL("Z00000000000", render_code({.key = 31}).c_str());
  STRCMP_EQUAL("0ZZZW0000000", render_code({.end = (1U << 18) - 1}).c_str());
  STRCMP_EQUAL("00003W000000", render_code({.permit = 31}).c_str());
  STRCMP_EQUAL("000003ZZZZZZ", render_code({.mac = 0xFFFFFFFF}).c_str());
}

TEST(Code, isReadAsPeopleWriteIt) {
  STRCMP_EQUAL("01AB01110Z12", render_parsed("01AB01110Z12").c_str());
  STRCMP_EQUAL("01AB01110Z12", render_parsed("01ab-0iLl oz12").c_str());
  STRCMP_EQUAL("01AB01110Z12", render_parsed(" O1AB O1I1-0Z12- ").c_str());
}

TEST(Code, isRefusedWithAWrongLengthOrCharacter) {
  for (const char* code :
       {"", "01AB01110Z1", "01AB01110Z123", "01AB01110Z1U", "01AB01110Z1!", "01AB.1110Z12", "01AB01110Z\xD0\x90"})
    CHECK_FALSE_TEXT(parse_code(code).has_value(), code);
}

TEST(Code, parsesAsRendered) {
  std::mt19937_64 random(8103);
  for (int i = 0; i < 20'000; ++i) {
    const CodeBits bits{static_cast<std::uint8_t>(random() & 31), static_cast<std::uint32_t>(random() & 0x3FFFF),
                        static_cast<std::uint8_t>(random() & 31), static_cast<std::uint32_t>(random())};
    const std::string code = render_code(bits);
    LONGS_EQUAL(kCheckCodeLength, code.size());
    CHECK_TRUE(parse_code(code) == bits);
  }
}

TEST(Code, findsTheEndsAroundNow) {
  std::mt19937 random(8103);
  for (int i = 0; i < 20'000; ++i) {
    const Instant now = at("2020-07-21T10:00") + seconds(random() % 1'000'000'000);
    const Instant until = std::chrono::floor<minutes>(now) + minutes(random() % 262'142 + 1);
    const auto ends = ends_around(end_bits(until), now);
    CHECK_TRUE(ends.has_value());
    CHECK_TRUE(ends->back() == until);
    CHECK_TRUE(ends->front() <= now);
    LONGS_EQUAL(end_bits(until), end_bits(ends->front()));
  }
}

TEST(Code, isOverAtTheEndMinute) {
  const Instant until = at("2020-07-21T13:00");
  CHECK_TRUE(ends_around(end_bits(until), until - seconds(1))->back() == until);
  CHECK_TRUE(ends_around(end_bits(until), until)->front() == until);
}

TEST(Code, roundsAnEndUpToItsMinute) {
  LONGS_EQUAL(end_bits(at("2020-07-21T13:00")), end_bits(at("2020-07-21T13:00") - seconds(59)));
  LONGS_EQUAL(end_bits(at("2020-07-21T13:00")) + 1, end_bits(at("2020-07-21T13:00") + seconds(1)));
}

TEST(Code, encodesTheAbsenceOfAnEnd) {
  CHECK_FALSE(ends_around(end_bits(std::nullopt), at("2020-07-21T13:00")).has_value());
  const Instant begin = at("2020-07-21T13:00");
  for (Instant end = begin; end < begin + days(200); end += minutes(1))
    if (end_bits(end) == end_bits(std::nullopt)) FAIL("an end reads as no end");
}
