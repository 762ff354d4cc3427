#include <string>

#include "test/rig/sms.h"

#include <CppUTest/TestHarness.h>

namespace permit::test {

TEST_GROUP(PartJoiner) { const Sms whole = text_from("994501112233", "2 AZE12345678 10AA123"); };

TEST(PartJoiner, textWithoutAHeaderIsWhole) {
  STRCMP_EQUAL("2 AZE12345678 10AA123", PartJoiner().add(whole).value().text.c_str());
}

TEST(PartJoiner, partsComeInAnyOrder) {
  auto [first, second] = cut_in_two(whole, 9, 3);
  PartJoiner joiner;
  CHECK_FALSE(joiner.add(second).has_value());
  const Sms joined = joiner.add(first).value();
  STRCMP_EQUAL("2 AZE12345678 10AA123", joined.text.c_str());
  LONGS_EQUAL(2, joined.parts);
  CHECK(joined.header.empty());
}

TEST(PartJoiner, partsOfDifferentReferencesStayApart) {
  PartJoiner joiner;
  CHECK_FALSE(joiner.add(cut_in_two(whole, 9, 3).first).has_value());
  CHECK_FALSE(joiner.add(cut_in_two(whole, 9, 4).second).has_value());
}

TEST(PartJoiner, headerThatNumbersNoPartMakesNone) {
  const std::string third_of_two("\5\0\3\1\2\3", 6);
  const std::string cut_short("\5\0\3\1", 4);
  for (const std::string& header : {third_of_two, cut_short}) {
    Sms odd = whole;
    odd.header = header;
    CHECK(PartJoiner().add(odd).has_value());
  }
}

}  // namespace permit::test
