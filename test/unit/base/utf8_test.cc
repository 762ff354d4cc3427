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

TEST(Utf8, countsCharactersAndEachBrokenByte) {
  LONGS_EQUAL(3, permit::count_characters("Əli"));
  LONGS_EQUAL(2, permit::count_characters("a\xFF"));
}

TEST(Utf8, writesOutWhatCannotBeSeen) {
  STRCMP_EQUAL("[U+202E]00:31[U+202C] Ə", permit::show_hidden("\u202E00:31\u202C Ə").c_str());
  STRCMP_EQUAL("a[U+001B][U+009B][U+200B][U+3164][U+E0041]",
               permit::show_hidden("a\x1B\u009B\u200B\u3164\U000E0041").c_str());
  STRCMP_EQUAL("a[U+000A]b", permit::show_hidden("a\nb").c_str());
  STRCMP_EQUAL("a\nb[U+2066]\n", permit::show_hidden_in_lines("a\nb\u2066\n").c_str());
}
