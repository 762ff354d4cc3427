#include "base/lookalike.h"

#include <CppUTest/TestHarness.h>

using permit::disguised_sign;
using permit::DisguisedSign;
using permit::note_on_disguise;

TEST_GROUP(Sign){};

TEST(Sign, ofAnotherAlphabetIsNamed) {
  STRCMP_EQUAL("the Cyrillic letter М", disguised_sign("МYI")->in_words.c_str());
  STRCMP_EQUAL("the Greek letter Α", disguised_sign("AΑ")->in_words.c_str());
  CHECK_FALSE(disguised_sign("MYİ ə ğ 20-07 \"'").has_value());
}

TEST(Sign, thatIsNotSeenIsNamedByWhatItIs) {
  STRCMP_EQUAL("a no-break space", disguised_sign("a\u00A0b")->in_words.c_str());
  STRCMP_EQUAL("an invisible sign", disguised_sign("a\u200Bb")->in_words.c_str());
  STRCMP_EQUAL("take it out", disguised_sign("a\u200Bb")->mend().c_str());
}

TEST(Sign, isFoundByItsKind) {
  const auto quote = disguised_sign("ИНФО”", DisguisedSign::Kind::quote);
  STRCMP_EQUAL("the quotation mark ”", quote->in_words.c_str());
  STRCMP_EQUAL("type a plain \"", quote->mend().c_str());
  CHECK_FALSE(disguised_sign("ИНФО", DisguisedSign::Kind::dash).has_value());
}

TEST(Sign, isNotedBehindAMessage) {
  STRCMP_EQUAL("; the dash – stands in it", note_on_disguise("2020–07").c_str());
  STRCMP_EQUAL("", note_on_disguise("2020-07").c_str());
}
