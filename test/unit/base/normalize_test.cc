#include "base/normalize.h"

#include <map>
#include <string>

#include "base/utf8.h"

#include <CppUTest/TestHarness.h>

using permit::normalize;
using permit::Normalized;

namespace {

/// Returns the tokens with single spaces between them.
std::string normalized(std::string_view text) {
  std::string joined;
  for (const std::string& token : normalize(text).tokens) joined += (joined.empty() ? "" : " ") + token;
  return joined;
}

}  // namespace

TEST_GROUP(Normalize){};

TEST(Normalize, makesLatinLettersCapitals) { STRCMP_EQUAL("2 AZE12345678", normalized("2 aze12345678").c_str()); }

TEST(Normalize, readsDottedAndDotlessIAlike) {
  STRCMP_EQUAL("MYI MYI MYI MYI MYI", normalized("MYİ myi MYı myI MYi\u0307").c_str());
}

TEST(Normalize, readsCyrillicTwinsAsLatin) {
  STRCMP_EQUAL("ABEKMHOPCTYX ABEKMHOPCTYX", normalized("АВЕКМНОРСТУХ авекмнорстух").c_str());
  CHECK_FALSE(normalize("АВЕКМНОРСТУХ").cyrillic);
}

TEST(Normalize, readsGreekTwinsAsLatin) { STRCMP_EQUAL("ABEZHIKMNOPTYX", normalized("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ").c_str()); }

// Tests U+0370 to U+052F, so that no letter enters the table unnoticed.
TEST(Normalize, readsExactlyTheseGreekAndCyrillicLettersAsLatin) {
  const std::map<char32_t, char> twins = {
      {U'Α', 'A'}, {U'Β', 'B'}, {U'Ε', 'E'}, {U'Ζ', 'Z'}, {U'Η', 'H'}, {U'Ι', 'I'}, {U'Κ', 'K'}, {U'Μ', 'M'},
      {U'Ν', 'N'}, {U'Ο', 'O'}, {U'Ρ', 'P'}, {U'Τ', 'T'}, {U'Υ', 'Y'}, {U'Χ', 'X'}, {U'α', 'A'}, {U'β', 'B'},
      {U'ε', 'E'}, {U'ζ', 'Z'}, {U'η', 'H'}, {U'ι', 'I'}, {U'κ', 'K'}, {U'μ', 'M'}, {U'ν', 'N'}, {U'ο', 'O'},
      {U'ρ', 'P'}, {U'τ', 'T'}, {U'υ', 'Y'}, {U'χ', 'X'}, {U'А', 'A'}, {U'В', 'B'}, {U'Е', 'E'}, {U'К', 'K'},
      {U'М', 'M'}, {U'Н', 'H'}, {U'О', 'O'}, {U'Р', 'P'}, {U'С', 'C'}, {U'Т', 'T'}, {U'У', 'Y'}, {U'Х', 'X'},
      {U'а', 'A'}, {U'в', 'B'}, {U'е', 'E'}, {U'к', 'K'}, {U'м', 'M'}, {U'н', 'H'}, {U'о', 'O'}, {U'р', 'P'},
      {U'с', 'C'}, {U'т', 'T'}, {U'у', 'Y'}, {U'х', 'X'}, {U'І', 'I'}, {U'Ј', 'J'}, {U'Ѕ', 'S'}, {U'і', 'I'},
      {U'ј', 'J'}, {U'ѕ', 'S'}};
  for (char32_t letter = 0x0370; letter <= 0x052F; ++letter) {
    std::string text;
    permit::append_utf8(text, letter);
    const std::string read = normalized(text);
    const auto twin = twins.find(letter);
    if (twin != twins.end()) {
      STRCMP_EQUAL_TEXT(std::string(1, twin->second).c_str(), read.c_str(), text.c_str());
    } else {
      CHECK_TRUE_TEXT(read.size() != 1, (text + " became " + read).c_str());
    }
  }
}

TEST(Normalize, saysWhereTheFirstTokenEnds) {
  LONGS_EQUAL(4, normalize("TEST 2 AZE12345678").first_end);
  LONGS_EQUAL(6, normalize("  test*1*A").first_end);
  LONGS_EQUAL(8, normalize("ТЕСТ").first_end);
  LONGS_EQUAL(0, normalize(" .").first_end);
}

TEST(Normalize, keepsOtherLettersAndSaysWhenTheyAreCyrillic) {
  STRCMP_EQUAL("ПOMOЩЬ", normalized("помощь").c_str());
  CHECK_TRUE(normalize("помощь").cyrillic);
  STRCMP_EQUAL("KÖMƏK ŞUŞA", normalized("kömək şuşa").c_str());
  CHECK_FALSE(normalize("kömək").cyrillic);
}

TEST(Normalize, splitsOnSymbolsSpacesAndLineEnds) {
  STRCMP_EQUAL("2 AZE 12345678 10 AA 123", normalized("2,AZE-12345678\u00A010.AA–123\r\n").c_str());
  STRCMP_EQUAL("2 A", normalized("\t2\u2003😀A😀").c_str());
}

TEST(Normalize, dropsInvisibleCharacters) {
  STRCMP_EQUAL("AZE12345678", normalized("\uFEFFAZE\u200B1234\u00AD5678").c_str());
  STRCMP_EQUAL("2", normalized("2\uFE0F\u20E3").c_str());
}

TEST(Normalize, readsDigitsOfOtherScripts) { STRCMP_EQUAL("0129 0129 AZ1", normalized("٠١٢٩ ۰۱۲۹ ＡＺ１").c_str()); }

TEST(Normalize, readsBrokenBytesAsSeparators) {
  STRCMP_EQUAL("A B", normalized("A\xFF\xC3"
                                 "B")
                          .c_str());
  STRCMP_EQUAL("A B", normalized("A\xC0\xAF"
                                 "B")
                          .c_str());
  STRCMP_EQUAL("A B", normalized("A\xED\xA0\x80"
                                 "B")
                          .c_str());
  STRCMP_EQUAL("A", normalized("A\xE2\x82").c_str());
}

TEST(Normalize, boundsTokensAndTheirLength) {
  const Normalized many = normalize(std::string(65536, 'x') + " " + [] {
    std::string words;
    for (int i = 0; i < 1000; ++i) words += "a ";
    return words;
  }());
  LONGS_EQUAL(Normalized::kMostTokens, many.tokens.size());
  CHECK_TRUE(many.tokens.front().size() <= Normalized::kLongestToken);
}
