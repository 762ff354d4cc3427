#include "base/lookalike.h"

#include <CppUTest/TestHarness.h>

using permit::find_lookalike;
using permit::Lookalike;
using permit::note_on_lookalike;

TEST_GROUP(Lookalike){};

TEST(Lookalike, ofAnotherAlphabetIsNamed) {
  STRCMP_EQUAL("the Cyrillic letter М", find_lookalike("МYI")->in_words.c_str());
  STRCMP_EQUAL("the Greek letter Α", find_lookalike("AΑ")->in_words.c_str());
  CHECK_FALSE(find_lookalike("MYİ ə ğ 20-07 \"'").has_value());
}

TEST(Lookalike, thatIsInvisibleIsNamedByItsKind) {
  STRCMP_EQUAL("a no-break space", find_lookalike("a\u00A0b")->in_words.c_str());
  STRCMP_EQUAL("an invisible character", find_lookalike("a\u200Bb")->in_words.c_str());
  STRCMP_EQUAL("remove it", find_lookalike("a\u200Bb")->correction().c_str());
}

TEST(Lookalike, isFoundByItsKind) {
  const auto quote = find_lookalike("ИНФО”", Lookalike::Kind::quote);
  STRCMP_EQUAL("the quotation mark ”", quote->in_words.c_str());
  STRCMP_EQUAL("type a plain \"", quote->correction().c_str());
  CHECK_FALSE(find_lookalike("ИНФО", Lookalike::Kind::dash).has_value());
}

TEST(Lookalike, noteFollowsAMessage) {
  STRCMP_EQUAL("; it contains the dash –", note_on_lookalike("2020–07").c_str());
  STRCMP_EQUAL("", note_on_lookalike("2020-07").c_str());
}
