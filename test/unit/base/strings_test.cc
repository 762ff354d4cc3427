#include "base/strings.h"

#include <cstdint>
#include <string>

#include <CppUTest/TestHarness.h>

using namespace permit;

TEST_GROUP(Strings){};

TEST(Strings, trimRemovesBlanksFromBothEnds) {
  CHECK_TRUE(trim(" \t a b\r\n") == "a b");
  CHECK_TRUE(trim("ab") == "ab");
  CHECK_TRUE(trim(" \r\n").empty());
  CHECK_TRUE(trim("").empty());
}

TEST(Strings, trimRemovesOnlyTheGivenBlanks) {
  CHECK_TRUE(trim("\va\f") == "\va\f");
  CHECK_TRUE(trim("\v a \f", kCWhiteSpace) == "a");
  CHECK_TRUE(trim(" \ta ", " ") == "\ta");
}

TEST(Strings, onlyXmlWhiteSpaceIsBlank) {
  CHECK_TRUE(is_blank(""));
  CHECK_TRUE(is_blank(" \t\r\n"));
  CHECK_FALSE(is_blank(" a "));
  CHECK_FALSE(is_blank("\xC2\xA0"));
}

TEST(Strings, aNumberIsDigitsOnly) {
  CHECK_TRUE(parse_number("0") == 0U);
  CHECK_TRUE(parse_number("007") == 7U);
  CHECK_TRUE(parse_number("18446744073709551615") == UINT64_MAX);
  for (const char* other : {"", " 1", "1 ", "+1", "-1", "1a", "0x1", "1.0", "18446744073709551616"})
    CHECK_FALSE_TEXT(parse_number(other).has_value(), other);
}

TEST(Strings, aNumberAboveTheMostIsRefused) {
  CHECK_TRUE(parse_number("31", 31) == 31U);
  CHECK_FALSE(parse_number("32", 31).has_value());
}

TEST(Strings, onlyOneIsSingular) {
  STRCMP_EQUAL("0 rows", counted(0, "row").c_str());
  STRCMP_EQUAL("1 row", counted(1, "row").c_str());
  STRCMP_EQUAL("18446744073709551615 rows", counted(UINT64_MAX, "row").c_str());
}

TEST(Strings, padFillsToTheWidthAndCutsNothing) {
  STRCMP_EQUAL("ab  ", pad("ab", 4).c_str());
  STRCMP_EQUAL("abcd", pad("abcd", 4).c_str());
  STRCMP_EQUAL("abcde", pad("abcde", 4).c_str());
}

TEST(Strings, quotationMarksAreEscapedInHtmlOnly) {
  STRCMP_EQUAL("&lt;a&gt; &amp;amp; \"'", escape_text("<a> &amp; \"'").c_str());
  STRCMP_EQUAL("&lt;a&gt; &amp;amp; &quot;&#39;", escape_html("<a> &amp; \"'").c_str());
}
