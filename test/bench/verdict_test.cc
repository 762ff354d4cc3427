#include "test/bench/verdict.h"

#include <CppUTest/TestHarness.h>

namespace permit::bench {

TEST_GROUP(Verdict){};

TEST(Verdict, aBoundItselfIsMet) {
  CHECK_TRUE(at_least("a", 15, "x", 15, "").met);
  CHECK_FALSE(at_least("a", 15, "x", 14.999, "").met);
  CHECK_TRUE(at_most("a", 1.2, "x", 1.2, "").met);
  CHECK_FALSE(at_most("a", 1.2, "x", 1.201, "").met);
}

TEST(Verdict, anUnmeasuredFigureIsMissed) {
  const Verdict verdict = at_most("a", 10, "ms", {}, "nginx is not installed");
  CHECK_FALSE(verdict.met);
  CHECK_FALSE(all_met({at_least("b", 1, "x", 2, ""), verdict}));
  STRCMP_EQUAL("not measured", in_words(verdict.measured, verdict.unit).c_str());
}

TEST(Verdict, threeDigitsCount) {
  STRCMP_EQUAL("0.98 x", in_words(0.9812, "x").c_str());
  STRCMP_EQUAL("17.3 x", in_words(17.34, "x").c_str());
  STRCMP_EQUAL("14464 /s", in_words(14464.4, "/s").c_str());
  STRCMP_EQUAL("3.00", in_words(3, "").c_str());
}

TEST(Verdict, isReadBackFromItsLines) {
  const std::vector<Verdict> written = {at_least("grants,\t10 in flight", 15, "x", 21.5, "by\nrounds"),
                                        at_most("delay", 10, "ms", {}, "")};
  const std::vector<Verdict> read = parse_tsv("name\tvalue\n" + render_tsv(written) + "\n\n");
  LONGS_EQUAL(2, read.size());
  STRCMP_EQUAL("grants, 10 in flight", read[0].what.c_str());
  DOUBLES_EQUAL(21.5, read[0].measured.value(), 0);
  STRCMP_EQUAL(">= 15 x", read[0].target.c_str());
  STRCMP_EQUAL("by rounds", read[0].why.c_str());
  CHECK_TRUE(read[0].met);
  CHECK_FALSE(read[1].measured);
  CHECK_FALSE(read[1].met);
}

TEST(Verdict, isARowOfAReadme) {
  const std::string table = render_markdown({at_most("a delay", 10, "ms", 12.5, "a disk in use")});
  CHECK_TRUE(table.find("| a delay | <= 10 ms | 12.5 ms | missed |\n") != std::string::npos);
}

TEST(Verdict, tableHasColumnsAndSaysWhy) {
  const std::string table =
      render_table({at_least("short", 1, "x", 2, ""), at_most("somewhat longer", 10, "ms", 12.5, "a disk in use")});
  STRCMP_EQUAL(
      "short            >= 1 x    2.00 x          met\n"
      "somewhat longer  <= 10 ms  12.5 ms         missed\n"
      "    a disk in use\n",
      table.c_str());
}

}  // namespace permit::bench
