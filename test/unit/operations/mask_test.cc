#include "operations/mask.h"

#include <CppUTest/TestHarness.h>

#include "base/utf8.h"

using permit::as_one_line;
using permit::mask;
using permit::Masking;

TEST_GROUP(Mask){};

TEST(Mask, keepsTheEndsOfALongValue) { STRCMP_EQUAL("9945******33", mask("994501112233").c_str()); }

TEST(Mask, keepsLittleOfAShortValue) {
  STRCMP_EQUAL("10****3", mask("10AA123").c_str());
  STRCMP_EQUAL("*", mask("a").c_str());
  STRCMP_EQUAL("", mask("").c_str());
}

TEST(Mask, aNumberInAClerksWordsIsMaskedAlsoWithHyphens) {
  const Masking masked(false, "10AA999");
  STRCMP_EQUAL("an uncle in 10****3, 050*****33", masked.words("an uncle in 10-AA-123, 050-111-22-33").c_str());
  STRCMP_EQUAL("10AA999, AZE******78.", masked.words("10-AA-999, AZE12345678.").c_str());
}

TEST(Mask, aDateACodeAndATimeInAClerksWordsNameNobody) {
  const char* said = "COVID-19 on 2020-07-21, until 2020-07-21T10:00, 10:00-13:00, certificate 88";
  STRCMP_EQUAL(said, Masking(false).words(said).c_str());
}

// The sender of a text can separate the digits of a number anywhere.
TEST(Mask, theNumbersOfAStrangerAreMaskedInTheirPieces) {
  const Masking masked(false, "AZE12345678");
  STRCMP_EQUAL("2 AZE12345678 10****3", masked.text("2 AZE12345678 10-AA-123").c_str());
  STRCMP_EQUAL("2 aze 1***5 6** ** AA 1**", masked.text("2 aze 12345 678 10 AA 123").c_str());
  STRCMP_EQUAL("2 AZE 12345678", Masking(true).text("2 AZE 12345678").c_str());
}

TEST(Mask, whatWouldMoveATerminalsCursorIsASpace) {
  STRCMP_EQUAL("a [31mb c d \xEF\xBF\xBD", as_one_line("a\x1B[31mb\nc\xC2\x9B"
                                                       "d\x7F\xFF")
                                               .c_str());
  STRCMP_EQUAL("\xC9\x99 a b", as_one_line("\xC9\x99\xE2\x80\xAE"
                                           "a\xE2\x80\xA8"
                                           "b")
                                   .c_str());
}
