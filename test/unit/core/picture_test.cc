#include "core/read/picture.h"

#include <cstddef>
#include <random>
#include <set>
#include <string>
#include <string_view>

#include <CppUTest/TestHarness.h>

using permit::Picture;

namespace {

Picture picture(std::string_view source) {
  auto parsed = Picture::parse(source);
  CHECK_TRUE_TEXT(parsed.ok(), parsed.ok() ? "" : parsed.error().message.c_str());
  return *parsed;
}

/// Returns what the token is read as; empty if it does not fit.
std::string read(std::string_view source, std::string_view token) { return picture(source).match(token).value_or(""); }

std::string fault(std::string_view source) {
  auto parsed = Picture::parse(source);
  return parsed.ok() ? "" : parsed.error().message;
}

}  // namespace

TEST_GROUP(Picture){};

TEST(Picture, matchesCharacterByCharacter) {
  STRCMP_EQUAL("AZE12345678", read("AZE########", "AZE12345678").c_str());
  STRCMP_EQUAL("", read("AZE########", "AZE1234567").c_str());
  STRCMP_EQUAL("", read("AZE########", "AZE123456789").c_str());
  STRCMP_EQUAL("", read("AZE########", "AZF12345678").c_str());
  STRCMP_EQUAL("AA1234567", read("@@#######", "AA1234567").c_str());
  STRCMP_EQUAL("", read("@@#######", "A11234567").c_str());
}

TEST(Picture, matchesCounts) {
  STRCMP_EQUAL("OYQ1234", read("OYQ#(4-12)", "OYQ1234").c_str());
  STRCMP_EQUAL("OYQ000000000001", read("OYQ#(4-12)", "OYQ000000000001").c_str());
  STRCMP_EQUAL("", read("OYQ#(4-12)", "OYQ123").c_str());
  STRCMP_EQUAL("A1B2C3D", read("?(7)", "A1B2C3D").c_str());
}

TEST(Picture, backtracksForALaterSymbol) { STRCMP_EQUAL("ABC12", read("?(1-4)##", "ABC12").c_str()); }

TEST(Picture, readsOAndIAsDigitsWhereOnlyADigitFits) {
  STRCMP_EQUAL("AZE12345670", read("AZE########", "AZEI234567O").c_str());
  STRCMP_EQUAL("AO1234567", read("@@#######", "AO1234567").c_str());
  STRCMP_EQUAL("", read("@@#######", "A01234567").c_str());
  STRCMP_EQUAL("IOIOIOI", read("?(7)", "IOIOIOI").c_str());
}

TEST(Picture, readsZeroAndOneAsTheLettersItNames) {
  STRCMP_EQUAL("OYQ12345", read("OYQ#(4-12)", "0YQ12345").c_str());
  STRCMP_EQUAL("MYI1234567", read("MYI#######", "MY11234567").c_str());
}

TEST(Picture, knowsItsLettersAndDigits) {
  const Picture card = picture("AZE########");
  CHECK_TRUE(card.is_letters_then_digits());
  STRCMP_EQUAL("AZE", card.prefix().c_str());
  LONGS_EQUAL(3, card.letters());
  LONGS_EQUAL(8, card.digits().least);
  CHECK_TRUE(card.has_fixed_length());

  const Picture any_letters = picture("@@#######");
  STRCMP_EQUAL("", any_letters.prefix().c_str());
  LONGS_EQUAL(2, any_letters.letters());

  LONGS_EQUAL(12, picture("OYQ#(4-12)").digits().most);
  CHECK_FALSE(picture("OYQ#(4-12)").has_fixed_length());
  CHECK_FALSE(picture("##@@###").is_letters_then_digits());
  CHECK_FALSE(picture("?(7)").is_letters_then_digits());
}

TEST(Picture, samplesMatchIt) {
  for (const char* source : {"AZE########", "@@#######", "OYQ#(4-12)", "?(4-10)", "##@@###", "X?(1-3)#(2)@"}) {
    const Picture one = picture(source);
    std::minstd_rand random(1);  // NOLINT(cert-msc32-c,cert-msc51-cpp)
    std::set<std::string> samples;
    for (int i = 0; i < 200; ++i) {
      const std::string token = one.sample([&](std::size_t below) { return random() % below; });
      STRCMP_EQUAL(token.c_str(), one.match(token).value_or("").c_str());
      samples.insert(token);
    }
    CHECK_TRUE_TEXT(samples.size() > 100, source);
    CHECK_TRUE(one.match(one.sample([](std::size_t) { return 0; })).has_value());
    CHECK_TRUE(one.match(one.sample([](std::size_t below) { return below - 1; })).has_value());
  }
}

TEST(Picture, saysWhatIsWrongWithIt) {
  STRCMP_CONTAINS("picture `': it is empty", fault("").c_str());
  STRCMP_CONTAINS("`a' is not allowed", fault("aze##").c_str());
  STRCMP_CONTAINS("write a count as (4) or (4-12)", fault("#(4").c_str());
  STRCMP_CONTAINS("write a count as (4) or (4-12)", fault("#(0)").c_str());
  STRCMP_CONTAINS("write a count as (4) or (4-12)", fault("#(9-4)").c_str());
  STRCMP_CONTAINS("write a count as (4) or (4-12)", fault("#(123)").c_str());
  STRCMP_CONTAINS("at most 32 characters can match", fault("#(33)").c_str());
}
