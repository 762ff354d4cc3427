#include "core/reply/segments.h"

#include <string>

#include <CppUTest/TestHarness.h>

using permit::Alphabet;
using permit::count_segments;

namespace {

void check(const std::string& text, Alphabet alphabet, std::size_t units, std::size_t parts) {
  const auto segments = count_segments(text);
  CHECK_TRUE_TEXT(segments.alphabet == alphabet, text.c_str());
  LONGS_EQUAL_TEXT(units, segments.units, text.c_str());
  LONGS_EQUAL_TEXT(parts, segments.parts, text.c_str());
}

std::string times(int count, const std::string& sign) {
  std::string text;
  for (int i = 0; i < count; ++i) text += sign;
  return text;
}

}  // namespace

TEST_GROUP(Segments){};

TEST(Segments, countsSeptetsOfTheDefaultAlphabet) {
  check("", Alphabet::gsm7, 0, 1);
  check("Icaze 2: AZE12345678 @ 10:00 §", Alphabet::gsm7, 30, 1);
  check("ÄÖÑÜäöñüàèéùìò", Alphabet::gsm7, 14, 1);
}

TEST(Segments, countsTwoSeptetsForTheExtension) { check("[€]", Alphabet::gsm7, 6, 1); }

TEST(Segments, splitsSeptetsAt160And153) {
  check(times(160, "a"), Alphabet::gsm7, 160, 1);
  check(times(161, "a"), Alphabet::gsm7, 161, 2);
  check(times(306, "a"), Alphabet::gsm7, 306, 2);
  check(times(307, "a"), Alphabet::gsm7, 307, 3);
}

TEST(Segments, countsUcs2UnitsForAnyOtherLetter) {
  check("ə", Alphabet::ucs2, 1, 1);
  check(times(70, "Я"), Alphabet::ucs2, 70, 1);
  check(times(71, "Я"), Alphabet::ucs2, 71, 2);
  check(times(135, "Я"), Alphabet::ucs2, 135, 3);
  check("😀", Alphabet::ucs2, 2, 1);
}
