#include "tool/mask.h"

#include <CppUTest/TestHarness.h>

using permit::tool::mask;

TEST_GROUP(Mask){};

TEST(Mask, keepsTheEndsOfALongValue) { STRCMP_EQUAL("9945******33", mask("994501112233").c_str()); }

TEST(Mask, keepsLittleOfAShortValue) {
  STRCMP_EQUAL("10****3", mask("10AA123").c_str());
  STRCMP_EQUAL("*", mask("a").c_str());
  STRCMP_EQUAL("", mask("").c_str());
}
