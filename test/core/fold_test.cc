#include "core/fold.h"

#include <string>

#include <CppUTest/TestHarness.h>

using permit::fold;
using permit::Folded;

namespace {

/// The tokens, written with single spaces between them.
std::string folded(std::string_view text) {
  std::string joined;
  for (const std::string& token : fold(text).tokens) joined += (joined.empty() ? "" : " ") + token;
  return joined;
}

}  // namespace

TEST_GROUP(Fold){};

TEST(Fold, makesLatinLettersCapitals) { STRCMP_EQUAL("2 AZE12345678", folded("2 aze12345678").c_str()); }

TEST(Fold, readsDottedAndDotlessIAlike) {
  STRCMP_EQUAL("MYI MYI MYI MYI MYI", folded("MYİ myi MYı myI MYi\u0307").c_str());
}

TEST(Fold, readsCyrillicTwinsAsLatin) {
  STRCMP_EQUAL("ABEKMHOPCTYX ABEKMHOPCTYX", folded("АВЕКМНОРСТУХ авекмнорстух").c_str());
  CHECK_FALSE(fold("АВЕКМНОРСТУХ").cyrillic);
}

TEST(Fold, readsGreekTwinsAsLatin) { STRCMP_EQUAL("ABEZHIKMNOPTYX", folded("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ").c_str()); }

TEST(Fold, keepsOtherLettersAndSaysWhenTheyAreCyrillic) {
  STRCMP_EQUAL("ПOMOЩЬ", folded("помощь").c_str());
  CHECK_TRUE(fold("помощь").cyrillic);
  STRCMP_EQUAL("KÖMƏK ŞUŞA", folded("kömək şuşa").c_str());
  CHECK_FALSE(fold("kömək").cyrillic);
}

TEST(Fold, separatesAtSignsSpacesAndLineEnds) {
  STRCMP_EQUAL("2 AZE 12345678 10 AA 123", folded("2,AZE-12345678\u00A010.AA–123\r\n").c_str());
  STRCMP_EQUAL("2 A", folded("\t2\u2003😀A😀").c_str());
}

TEST(Fold, dropsWhatCannotBeSeen) {
  STRCMP_EQUAL("AZE12345678", folded("\uFEFFAZE\u200B1234\u00AD5678").c_str());
  STRCMP_EQUAL("2", folded("2\uFE0F\u20E3").c_str());
}

TEST(Fold, readsDigitsOfOtherScripts) { STRCMP_EQUAL("0129 0129 AZ1", folded("٠١٢٩ ۰۱۲۹ ＡＺ１").c_str()); }

TEST(Fold, takesBrokenBytesForSeparators) {
  STRCMP_EQUAL("A B", folded("A\xFF\xC3"
                             "B")
                          .c_str());
  STRCMP_EQUAL("A B", folded("A\xC0\xAF"
                             "B")
                          .c_str());
  STRCMP_EQUAL("A B", folded("A\xED\xA0\x80"
                             "B")
                          .c_str());
  STRCMP_EQUAL("A", folded("A\xE2\x82").c_str());
}

TEST(Fold, boundsWhatAStrangerCanMakeItKeep) {
  const Folded many = fold(std::string(65536, 'x') + " " + [] {
    std::string words;
    for (int i = 0; i < 1000; ++i) words += "a ";
    return words;
  }());
  LONGS_EQUAL(Folded::kMostTokens, many.tokens.size());
  CHECK_TRUE(many.tokens.front().size() <= Folded::kLongestToken);
}
