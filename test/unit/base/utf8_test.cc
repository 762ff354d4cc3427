#include "base/utf8.h"

#include <CppUTest/TestHarness.h>

using permit::cut_utf8;

TEST_GROUP(Utf8){};

TEST(Utf8, cutsBetweenCharacters) {
  CHECK_TRUE(cut_utf8("Əli", 9) == "Əli");
  CHECK_TRUE(cut_utf8("Əli", 4) == "Əli");
  CHECK_TRUE(cut_utf8("Əli", 3) == "Əl");
  CHECK_TRUE(cut_utf8("Əli", 2) == "Ə");
  CHECK_TRUE(cut_utf8("Əli", 1).empty());
  CHECK_TRUE(cut_utf8("a\U0001F600b", 4) == "a");
  CHECK_TRUE(cut_utf8("\x80\x80\x80\x80\x80\x80", 4) == "\x80\x80\x80\x80");
}
