#include "kannel/wire/ucs2.h"

#include <string>
#include <string_view>

#include <CppUTest/TestHarness.h>

using namespace std::string_view_literals;
using permit::is_utf8;
using permit::ucs2_from_utf8;
using permit::utf8_from_latin1;
using permit::utf8_from_ucs2;

namespace {

void check_both_ways(std::string_view utf8, std::string_view ucs2) {
  CHECK_TRUE_TEXT(ucs2_from_utf8(utf8) == ucs2, std::string(utf8).c_str());
  CHECK_TRUE_TEXT(utf8_from_ucs2(ucs2) == utf8, std::string(utf8).c_str());
}

}  // namespace

TEST_GROUP(Ucs2){};

TEST(Ucs2, roundTrips) {
  check_both_ways("", ""sv);
  check_both_ways("2 A", "\0002\0 \0A"sv);
  check_both_ways("İıəЯ", "\x01\x30\x01\x31\x02\x59\x04\x2F"sv);
}

TEST(Ucs2, convertsSurrogatePairsBeyondTheBasicPlane) {
  check_both_ways("\U0001F600", "\xD8\x3D\xDE\x00"sv);
  check_both_ways("\U0010FFFF", "\xDB\xFF\xDF\xFF"sv);
}

TEST(Ucs2, replacesBrokenUnits) {
  STRCMP_EQUAL("A\uFFFD", utf8_from_ucs2("\0A\0"sv).c_str());        // half a unit
  STRCMP_EQUAL("\uFFFD", utf8_from_ucs2("\xD8\x3D"sv).c_str());      // half a pair
  STRCMP_EQUAL("\uFFFDA", utf8_from_ucs2("\xD8\x3D\0A"sv).c_str());  // no second half
  STRCMP_EQUAL("\uFFFD\U0001F600", utf8_from_ucs2("\xD8\x3D\xD8\x3D\xDE\x00"sv).c_str());
  STRCMP_EQUAL("\uFFFDA", utf8_from_ucs2("\xDE\x00\0A"sv).c_str());  // a second half alone
  CHECK_TRUE(ucs2_from_utf8("A\xC3") == "\0A\xFF\xFD"sv);
}

TEST(Ucs2, knowsUtf8) {
  CHECK_TRUE(is_utf8(""));
  CHECK_TRUE(is_utf8("MYİ \U0001F600 \uFFFD"));
  CHECK_FALSE(is_utf8("MY\xDD"));
  CHECK_FALSE(is_utf8("\xED\xA0\x80"));  // a surrogate
  CHECK_FALSE(is_utf8("abc\xC3"));
}

TEST(Ucs2, readsLatin1) { STRCMP_EQUAL("Bakÿ", utf8_from_latin1("Bak\xFF").c_str()); }
