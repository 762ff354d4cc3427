#include "operations/mask.h"

#include <algorithm>

#include "base/normalize.h"
#include "base/utf8.h"
#include "core/read/request.h"
#include "ruleset/load.h"
#include "test/rig/spellings.h"

#include <CppUTest/TestHarness.h>

using permit::as_one_line;
using permit::mask;
using permit::Masking;

TEST_GROUP(Mask) {
  const permit::Loaded loaded = permit::load_folder("rules/8103");

  Masking masking(std::vector<std::string> named = {}) const { return Masking(*loaded.rules, false, std::move(named)); }
  std::string words(const std::string& text) const { return masking().words(text); }
};

TEST(Mask, keepsTheEndsOfALongValue) { STRCMP_EQUAL("9945******33", mask("994501112233").c_str()); }

TEST(Mask, keepsLittleOfAShortValue) {
  STRCMP_EQUAL("10****3", mask("10AA123").c_str());
  STRCMP_EQUAL("*", mask("a").c_str());
  STRCMP_EQUAL("", mask("").c_str());
}

TEST(Mask, neverSplitsACharacter) { STRCMP_EQUAL("Əl****ə", mask("Əliyevə").c_str()); }

TEST(Mask, aNumberInAClerksWordsIsMaskedAlsoWithHyphens) {
  const Masking masked = masking({"10AA999"});
  STRCMP_EQUAL("an uncle in 10****3, 050*****33", masked.words("an uncle in 10-AA-123, 050-111-22-33").c_str());
  STRCMP_EQUAL("10AA999, AZE******78.", masked.words("10-AA-999, AZE12345678.").c_str());
}

TEST(Mask, aNumberInGroupsIsMaskedAsOne) {
  STRCMP_EQUAL("call +9945******33, 10****3, AZE******78",
               words("call +994 (50) 111 22 33, 10 aa 123, aze 12345678").c_str());
  STRCMP_EQUAL("A Z E 12****78", words("A Z E 1 2 3 4 5 6 7 8").c_str());
  STRCMP_EQUAL("AZE 12****78", words("AZE 1234 5678").c_str());
  STRCMP_EQUAL("H1****6", words("h 1 2 3 4 5 6").c_str());
}

TEST(Mask, aDocumentIsMaskedInTheDigitsOfAnyScriptAndInLookalikes) {
  STRCMP_EQUAL("AZE******78", words("ＡＺＥ１２３４５６７８").c_str());
  STRCMP_EQUAL("AZE******78", words("аzе ١٢٣٤٥٦٧٨").c_str());
  STRCMP_EQUAL("AZE******78", words("AZE\u200B1234\u00AD5678").c_str());
  STRCMP_EQUAL("OY****4", words("oyq 1234").c_str());
}

TEST(Mask, aDateACodeAndATimeInAClerksWordsNameNobody) {
  const char* said = "COVID-19 on 2020-07-21, until 2020-07-21T10:00, 10:00-13:00, 21.07.2020, certificate 88";
  STRCMP_EQUAL(said, words(said).c_str());
}

TEST(Mask, theHotlineOfTheRulesNamesNobody) { STRCMP_EQUAL("Sual: 9108", words("Sual: 9108").c_str()); }

TEST(Mask, whatIsPersonalIsMaskedAsAWord) { STRCMP_EQUAL("to M***A", masking().words("to Maria", {"MARIA"}).c_str()); }

TEST(Mask, revealedWordsAreAsTheyWere) {
  STRCMP_EQUAL("2 AZE 12345678", Masking(*loaded.rules, true).words("2 AZE 12345678").c_str());
}

TEST(Mask, aTypistHasNamedHisTokensAloneAndJoined) {
  const auto named = permit::values_named_in("2 aze 12345678");
  for (const char* value : {"2", "AZE12345678", "12345678"})
    CHECK_TRUE_TEXT(std::find(named.begin(), named.end(), value) != named.end(), value);
}

namespace {

constexpr std::pair<const char*, std::size_t> kKinds[] = {{"AZE", 8}, {"AA", 7},  {"MYI", 7}, {"DYI", 7},
                                                          {"MOM", 7}, {"OYQ", 4}, {"OYQ", 9}};
constexpr std::size_t kShortest = 7;  // digits; fewer may be in any text by chance

/// The document that `spelling` is read as; empty: none.
std::string read_as(const std::string& spelling, const permit::RuleSet& rules) {
  permit::Text text;
  text.body = "2 " + spelling;
  const permit::Request request = permit::parse_request(text, rules, rules.decrees.front().from);
  const permit::PermitRequest* ask = request.permit();
  return ask ? ask->document : "";
}

/// The tokens of a masked text, joined where nothing between them is masked.
std::string tokens_of(const std::string& masked) {
  std::string tokens;
  std::size_t end = 0;
  for (const permit::NormalizedWord& word : permit::normalized_words(masked)) {
    if (masked.substr(end, word.begin - end).find('*') != std::string::npos) tokens += '*';
    tokens += word.token;
    end = word.end;
  }
  return tokens;
}

/// Writes O as 0 and I as 1.
std::string without_twins(std::string text) {
  std::replace(text.begin(), text.end(), 'O', '0');
  std::replace(text.begin(), text.end(), 'I', '1');
  return text;
}

}  // namespace

// No masked text contains a document in a spelling that the parser reads.
TEST(Mask, noSpellingOfADocumentIsLeftInMaskedWords) {
  permit::test::Speller speller(17);
  const char* around[][2] = {
      {"", ""}, {"call of ", ", clinic 3"}, {"Maria ", " 10 AA 123"}, {"2 ", "10AA123"}, {"+", "/7"}};
  std::size_t read = 0;
  for (int round = 0; round < 20000; ++round) {
    const auto& [letters, count] = kKinds[static_cast<std::size_t>(round) % std::size(kKinds)];
    const std::string digits = speller.digits(count);
    const std::string document = letters + digits;
    const std::string spelling = speller.spelled(letters, digits);
    if (read_as(spelling, *loaded.rules) == document) ++read;
    for (const auto& [before, after] : around) {
      const std::string masked = words(before + spelling + after);
      const std::string left = tokens_of(masked);
      CHECK_TRUE_TEXT(left.find(document) == std::string::npos, (spelling + " is left in " + masked).c_str());
      if (count >= kShortest)
        CHECK_TRUE_TEXT(left.find(digits) == std::string::npos, (spelling + " is left in " + masked).c_str());
    }
  }
  LONGS_EQUAL(20000, read);
}

TEST(Mask, noDocumentWithLettersForDigitsIsLeftInMaskedWords) {
  permit::test::Speller speller(18);
  std::size_t read = 0;
  for (int round = 0; round < 20000; ++round) {
    const auto& [letters, count] = kKinds[static_cast<std::size_t>(round) % std::size(kKinds)];
    const std::string digits = speller.digits(count);
    const std::string spelling = speller.spelled_with_twins(letters, digits);
    if (read_as(spelling, *loaded.rules) != letters + digits) continue;
    ++read;
    const std::string masked = words("for " + spelling + ", clinic 3");
    const std::string left = without_twins(tokens_of(masked));
    if (count >= kShortest)
      CHECK_TRUE_TEXT(left.find(without_twins(digits)) == std::string::npos,
                      (spelling + " is left in " + masked).c_str());
  }
  CHECK_TRUE(read > 10000);
}

TEST(Mask, whatWouldMoveATerminalsCursorIsASpace) {
  STRCMP_EQUAL("a [31mb c d \xEF\xBF\xBD", as_one_line("a\x1B[31mb\nc\xC2\x9B"
                                                       "d\x7F\xFF")
                                               .c_str());
  STRCMP_EQUAL("\xC9\x99 a b", as_one_line("\xC9\x99\xE2\x80\xAE"
                                           "a\xE2\x80\xA8"
                                           "b")
                                   .c_str());
}
