#include <string>

#include "test/rig/alphabet.h"

#include <CppUTest/TestHarness.h>

namespace permit::test {

TEST_GROUP(Alphabet){};

TEST(Alphabet, gsmLettersGoThereAndBack) {
  const std::string text = "2 AZE12345678 @£ÄÖÑÜ§¿äöñüàΔΩ {a}[b]~^|\\€\n";
  STRCMP_EQUAL(text.c_str(), decode_gsm(encode_gsm(text).value_or("")).c_str());
}

TEST(Alphabet, gsmHasNoSchwaAndNoCyrillic) {
  CHECK_FALSE(encode_gsm("icazə").has_value());
  CHECK_FALSE(encode_gsm("код").has_value());
}

TEST(Alphabet, gsmSeptetsThatMeanNothingAreReplaced) {
  STRCMP_EQUAL("\uFFFD", decode_gsm("\x80").c_str());
  STRCMP_EQUAL("\uFFFD", decode_gsm("\x1b").c_str());
  STRCMP_EQUAL("\uFFFD", decode_gsm("\x1b"
                                    "A")
                             .c_str());
}

TEST(Alphabet, ucs2GoesThereAndBackOutsideTheBasicPlaneToo) {
  const std::string text = "разрешение ə 🙂";
  STRCMP_EQUAL(text.c_str(), decode_ucs2(encode_ucs2(text)).c_str());
}

TEST(Alphabet, brokenUcs2IsReplaced) {
  STRCMP_EQUAL("A\uFFFD", decode_ucs2(std::string("\0A\xD8", 3)).c_str());
  STRCMP_EQUAL("\uFFFD", decode_ucs2("\xD8\x3D").c_str());
  STRCMP_EQUAL(
      "\uFFFD"
      "A",
      decode_ucs2(std::string("\xD8\x3D\0A", 4)).c_str());
  STRCMP_EQUAL("\uFFFD", decode_ucs2("\xDE\x42").c_str());
}

TEST(Alphabet, brokenUtf8IsReplaced) {
  STRCMP_EQUAL("\uFFFD", decode_ucs2(encode_ucs2("\xFF")).c_str());
  STRCMP_EQUAL("\uFFFD", decode_ucs2(encode_ucs2("\xD0")).c_str());
}

TEST(Alphabet, urlEncodingIsThatOfKannel) {
  const std::string octets("a b\0%+\xFF", 7);
  STRCMP_EQUAL("a+b%00%25%2B%FF", encode_url(octets).c_str());
  CHECK(octets == decode_url(encode_url(octets)));
  STRCMP_EQUAL("100% %4", decode_url("100%+%4").c_str());
}

}  // namespace permit::test
