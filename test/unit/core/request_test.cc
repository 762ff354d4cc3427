#include "core/read/request.h"

#include <string>

#include "test/rig/sample_rules.h"

#include <CppUTest/TestHarness.h>

using namespace permit;

namespace {

const RuleSet& rules() {
  static const RuleSet sample = test::sample_rules();
  return sample;
}

Request request(std::string_view body, std::string_view phone = "994501112233", const RuleSet& under = rules(),
                std::string_view time = "2020-07-21T10:00") {
  Text text;
  text.phone = phone;
  text.body = body;
  return parse_request(text, under, test::at(time));
}

std::string line_of(const PermitRequest& ask) {
  return ask.purpose + " " + ask.document + (ask.plate.empty() ? "" : " " + ask.plate) +
         (ask.plate_unclear ? " ?" : "");
}

std::string line_of(const WordRequest& ask) { return ask.reply + (ask.document.empty() ? "" : " " + ask.document); }

std::string line_of(const UnreadableRequest& ask) {
  return ask.reply + (ask.corrected.empty() ? "" : ": " + ask.corrected) + (ask.given.empty() ? "" : " " + ask.given) +
         (ask.have.empty() ? "" : " " + ask.have + "/" + ask.need);
}

std::string line_of(const TrialRequest& trial) {
  return trial.reply + "(" + std::visit([](const auto& ask) { return line_of(ask); }, trial.ask) + ")";
}

/// Returns a request on one line: `2 AZE12345678 10AA123`, `2 AZE12345678 ?` if the plate is unclear, `help`, `test(2
/// AZE12345678)`, or `digits AZE1234567 7/8`, `mend: 2 AZE12345678` and so on if unreadable.
std::string rendered(const Request& parsed) {
  return std::visit([](const auto& ask) { return line_of(ask); }, parsed.ask);
}

std::string read(std::string_view body) { return rendered(request(body)); }

}  // namespace

#define READS(expected, body) STRCMP_EQUAL_TEXT(expected, read(body).c_str(), body)

TEST_GROUP(Request){};

TEST(Request, isACodeADocumentAndAPlate) {
  READS("2 AZE12345678", "2 AZE12345678");
  READS("1 AA1234567", "1 AA1234567");
  READS("2 AZE12345678 10AA123", "2 AZE12345678 10AA123");
}

TEST(Request, readsEveryKindOfDocument) {
  READS("2 MYI1234567", "2 MYI1234567");
  READS("2 DYI1234567", "2 DYI 1234567");
  READS("2 MOM1234567", "2 mom1234567");
  READS("2 OYQ123456", "2 OYQ123456");
  READS("2 OYQ0001", "2 OYQ0001");
}

TEST(Request, joinsLettersAndOneTokenOfDigits) {
  READS("2 AZE12345678", "2 aze 12345678");
  READS("2 AZE12345678", "2 AZE-12345678");
  READS("2 AA1234567", "2 AA 1234567");
  READS("2 AZE12345678", "2AZE12345678");
  READS("2 AZE12345678", "2.AZE12345678");
  READS("2 AZE12345678", "2AZE 12345678");
}

TEST(Request, neverJoinsDigitsOfTwoTokens) {
  READS("digits AZE123456 6/8", "2 AZE 123456 10 AA 123");
  READS("digits AZE1234567 7/8", "2 AZE 1234567 8 10AA123");
  READS("digits AZE1234 4/8", "2 AZE 1234 5678");
  READS("digits AZE1234567 7/8", "2 AZE1234567 10-AA-123");
  READS("digits AA123456 6/7", "2 AA 123456 7");
}

TEST(Request, neverTakesADocumentWithAMissingDigitForACard) {
  READS("digits MYI123456 6/7", "2 MYI123456");
  READS("digits DYI123456 6/7", "2 DYI 123456");
  READS("digits AZE1234567 7/8", "2 AZE1234567");
}

TEST(Request, takesOAnd0AndIAnd1ForEachOtherIfNoOtherReadingIsNear) {
  READS("2 AZE12345670", "2 AZE1234567O");
  READS("2 AA1234561", "2 AA123456I");
  READS("2 MYI1234560", "2 MYI123456O");
  READS("2 MOM1234567", "2 M0M 1234567");
  READS("format", "2 AZEOOOOOOOO");
  READS("1 AZE12345678", "I AZE12345678");
  READS("digits MY11234567 8/7", "2 MY11234567");  // a card with a digit too many, or MYI: ambiguous
}

TEST(Request, readsLookAlikesOfOtherScripts) {
  READS("2 MYI1234567", "2 MYİ 1234567");
  READS("2 MYI1234567", "2 myı1234567");
  READS("2 AA1234567 10AA123", "2 АА1234567 10-АА-123");
}

TEST(Request, readsPlatesInEveryForm) {
  READS("2 AZE12345678 10AA123", "2 AZE12345678 10-AA-123");
  READS("2 AZE12345678 10AA123", "2 AZE12345678 10 aa 123");
  READS("2 AZE12345678 10A123", "2 AZE12345678 10 A 123");
  READS("2 AZE12345678 H123456", "2 AZE12345678 H 123 456");
  READS("2 AZE12345678 007D020", "2 AZE12345678 007 D 020");
  READS("2 AZE12345678 A123BC77", "2 AZE12345678 А123ВС 77");
  READS("2 AZE12345678 34ABC1234", "2 AZE12345678 34 ABC 1234");
  READS("2 AZE12345678 10AA123", "2 AZE12345678 1O-AA-I23");
}

TEST(Request, findsAPlateBeforeThanks) { READS("2 AZE12345678 10AA123", "2 AZE12345678 10AA123 tesekkur edirem"); }

TEST(Request, isReadDespiteAnUnclearPlate) {
  READS("2 AZE12345678 ?", "2 AZE12345678 salam");
  READS("2 AZE12345678 ?", "2 AZE12345678 maşın 10");
  READS("2 AZE12345678 ?", "2 AZE12345678 saat 10:00");
  READS("2 AZE12345678 ?", "2 AZE12345678 2 nefer");
  READS("2 AZE12345678", "2 AZE12345678 !!!");
}

TEST(Request, splitsOffANationalPlateIfOnlyOneCutIsPossible) {
  READS("2 AZE12345678 10AA123", "2 AZE1234567810AA123");
  READS("2 AZE12345678 10AA123", "2AZE1234567810AA123");
  READS("2 AZE12345678 H123456", "2 AZE12345678H123456");
  READS("2 AA1234567 10AA123", "2 AA123456710AA123");
}

TEST(Request, isNotSplitIfADigitMayBeMissing) {
  READS("format", "2 AZE1234567823A456");  // eight digits and a motorcycle, or seven and a diplomat
  READS("format", "2 AZE123456710AA123");
  READS("format", "2 AZE12345610AA123");
  READS("format", "2 OYQ1234567810AA123");
}

TEST(Request, neverReadsDigitsOfAPlateAsPartOfTheDocument) {
  READS("format", "2 AZE12345610 AA 123");
  READS("format", "2 OYQ123410-AA-123");
  READS("2 AZE12345678 10AA123", "2 AZE12345678 10 AA 123");
}

TEST(Request, neverReadsDigitsOfTheDocumentAsPartOfAPlate) {
  READS("format", "2 OYQ 1234 56 10 AA 123");
  READS("format", "2 OYQ1234 56 10AA123");
  READS("format", "2 OYQ1234-5678 10AA123");
  READS("format", "2 OYQ1234 567O");
  READS("format", "2 OYQ1234 5678 zehmet");
  READS("format", "2 AZE12345678 9 10AA123");
  READS("format", "2 AA1234567 8 10AA123");
  READS("2 OYQ1234 10AA123", "2 OYQ1234 10 AA 123");
}

TEST(Request, neverReadsDigitsAloneAsAPlate) {
  READS("format", "2 AZE12345678 9");
  READS("format", "2 AZE12345678 1O");
  READS("format", "2 AZE12345678 10 123");
  READS("digits AZE123456789 9/8", "2 AZE123456789");
}

TEST(Request, isForOneDocument) {
  READS("two-documents", "2 AZE12345678 AA1234567");
  READS("two-documents", "2 AZE12345678 MYI 1234567");
  READS("two-documents", "2 AZE12345678 AZE1234567");
  READS("two-documents", "2 AZE12345678 ve AZE87654321");
  READS("two-documents", "2 AZE12345678 AA 123 4567");
}

TEST(Request, repliesWithAHintToAPersonalCode) {
  READS("fin 5ABC123", "2 5ABC123");
  READS("fin 7K2PM", "1 7K2PM");
  READS("digits AA12345 5/7", "2 AA12345");
  READS("digits AZE1234 4/8", "2 AZE1234");
  READS("format", "2 5ABI123 x");
  READS("format", "2 salam");
  READS("format", "2 10AA123");
}

TEST(Request, proposesACorrectionAndNeverAssumesIt) {
  READS("mend: 2 AZE12345678", "2 12345678");
  READS("mend: 2 AZE12345678", "AZE12345678 2");
  READS("mend: 2 AZE12345678 10AA123", "2 10AA123 AZE12345678");
  READS("mend: 2 AZE12345678", "salam 2 AZE12345678");
  READS("mend: 2 AZE12345678", "2 AZF12345678");
  READS("mend: 2 AZE12345678", "2 AZ12345678");
  READS("mend: 2 AZE12345678 10AA123", "2 AE12345678 10AA123");
  READS("digits AZ123456 6/7", "2 AZ123456");
  READS("mend: 2 AZE12345678", "2 АЗЕ12345678");
  READS("mend: 2 MYI1234567", "2 MYL1234567");
  READS("mend: 2 AZE12345678 10AA123", "2 AZE 1234567810AA123");
  READS("mend: 2 AZE12345678 10AA123", "10AA123 2 AZE12345678");
  READS("mend: 2 AZE12345678 10AA123", "10-AA-123 2 AZE 12345678");
  READS("mend: 2 AZE12345678 007D020", "007 D 020, AZE12345678 2");
  READS("format", "2 1234567");  // MYI, DYI or MOM
  READS("format", "1 2 AZF12345678");
}

TEST(Request, reportsMissingDigitsWhereverTheDocumentIs) {
  READS("digits AZE123456 6/8", "10AA123 2 AZE123456");
  READS("digits AZE1234567 7/8", "salam 2 AZE1234567");
  READS("digits AZE1234567 7/8", "10 AA 123 2 AZE1234567");
  READS("digits AZE1234567 7/8", "AZE1234567 2");
  READS("digits AZE1234567 7/8", "AZE1234567");
}

TEST(Request, isUnreadableWithoutItsParts) {
  READS("format", "");
  READS("format", "2");
  READS("format", "salam");
  READS("format", "AZE12345678");
  READS("format", "2 AZE12345678X");
  READS("format", "2222 AZE12345678");
}

TEST(Request, keepsACodeThatNoDecreeKnows) {
  READS("9 AZE12345678", "9 AZE12345678");
  READS("3 AZE12345678", "3AZE12345678");
}

TEST(Request, canBeAWord) {
  READS("help", "help");
  READS("help", "Kömək?");
  READS("status AZE12345678", "status aze 12345678");
  READS("digits AZE1234567 7/8", "STATUS AZE1234567");
  READS("mend: STATUS AZE12345678", "STATUS 2 AZE12345678");  // a correction without STATUS would ask for a permit
  READS("mend: STATUS AZE12345678", "STATUS 12345678");
  READS("format", "STATUS");
  READS("mine", "mine");
}

TEST(Request, namesTheWordThatBeganIt) {
  const Request wrong = request("STATUS AZE1234567");
  STRCMP_EQUAL("STATUS", std::get<UnreadableRequest>(wrong.ask).word.c_str());
}

TEST(Request, afterTestIsATrialOfTheRest) {
  READS("test(2 AZE12345678 10AA123)", "TEST 2 AZE12345678 10-AA-123");
  READS("test(2 AZE12345678)", "test: 2aze12345678");
  READS("test(digits AZE1234567 7/8)", "TEST 2 AZE1234567");
  READS("test(help)", "TEST HELP");
  READS("test(status AZE12345678)", "TEST STATUS AZE12345678");
  READS("test(format)", "TEST");
  READS("test(format)", "TEST TEST 2 AZE12345678");
  CHECK_TRUE(request("TEST 2 AZE12345678").permit() == nullptr);
}

TEST(Request, readsANumberWithoutLettersOnlyWhileTheDecreeInForceAcceptsIt) {
  RuleSet bare = test::sample_rules();
  bare.documents.push_back({"registration", *Picture::parse("#(4-12)"), "123456", "en", "919", ""});
  const auto reads = [&](std::string_view body, std::string_view time) {
    return rendered(request(body, "994501112233", bare, time));
  };
  STRCMP_EQUAL("mend: 2 AZE12345678", reads("2 12345678", "2020-07-21T10:00").c_str());
  bare.decrees[0].accepts.push_back({"registration", "clause"});
  STRCMP_EQUAL("mend: 2 AZE12345678", reads("2 12345678", "2020-07-21T10:00").c_str());
  STRCMP_EQUAL("2 12345678", reads("2 12345678", "2020-06-25T10:00").c_str());
  STRCMP_EQUAL("2 123456 10AA123", reads("2 123456 10 AA 123", "2020-06-25T10:00").c_str());
  STRCMP_EQUAL("2 AZE12345678", reads("2 AZE 12345678", "2020-06-25T10:00").c_str());
  STRCMP_EQUAL("digits AZE123456 6/8", reads("2 AZE 123456 10 AA 123", "2020-06-25T10:00").c_str());
  STRCMP_EQUAL("format", reads("2 1234 5678", "2020-06-25T10:00").c_str());
  STRCMP_EQUAL("format", reads("2 123410 AA 123", "2020-06-25T10:00").c_str());
  STRCMP_EQUAL("two-documents", reads("2 123456 AZE12345678", "2020-06-25T10:00").c_str());
  STRCMP_EQUAL("format", reads("2 123", "2020-06-25T10:00").c_str());
  STRCMP_EQUAL("status 123456", reads("STATUS 123456", "2020-06-25T10:00").c_str());
  bare.decrees.pop_back();  // no decree in force: permits of the last one may be live
  STRCMP_EQUAL("2 12345678", reads("2 12345678", "2020-07-21T10:00").c_str());
}

TEST(Request, survivesInvalidBytes) {
  std::string bytes;
  for (int value = 0; value < 256; ++value) bytes += static_cast<char>(value);
  READS("format", bytes.c_str() + 1);
  request(bytes);
  request(std::string(65536, '2'));
  request(std::string(65536, '\xF0'));
}

TEST_GROUP(RequestLanguage){};

#define SPEAKS(expected, ...) STRCMP_EQUAL(expected, request(__VA_ARGS__).language.c_str())

TEST(RequestLanguage, isThatOfTheWordFirst) { SPEAKS("en", "HELP"); }

TEST(RequestLanguage, isThatOfTheDocumentNext) {
  SPEAKS("en", "2 MYI1234567");
  SPEAKS("en", "2 MYI123456");
  SPEAKS("en", "MYI1234567 2");
  SPEAKS("en", "MYI1234567");
  SPEAKS("en", "STATUS MYI1234567");
}

TEST(RequestLanguage, isRussianForCyrillicThatIsNotALookAlike) {
  SPEAKS("ru", "привет");
  SPEAKS("ru", "2 AZE12345678 пожалуйста");
  SPEAKS("az", "2 АА1234567");
}

TEST(RequestLanguage, isEnglishForASenderFromAbroad) {
  SPEAKS("en", "2 AZE12345678", "4915112345678");
  SPEAKS("az", "2 AZE12345678", "0501112233");
  SPEAKS("az", "2 AZE12345678", "1234");
  SPEAKS("az", "2 AZE12345678", "BANK");
}

TEST(RequestLanguage, isTheServicesOwnOtherwise) { SPEAKS("az", "salam"); }

TEST_GROUP(Phone){};

TEST(Phone, isNormalizedToItsDigits) {
  STRCMP_EQUAL("994501112233", normalize_phone("+994 50 111-22-33").c_str());
  STRCMP_EQUAL("994501112233", normalize_phone("00994501112233").c_str());
  STRCMP_EQUAL("994501112233", normalize_phone("+0000994501112233").c_str());
  STRCMP_EQUAL("BANK", normalize_phone("BANK").c_str());
  STRCMP_EQUAL("", normalize_phone("").c_str());
  STRCMP_EQUAL("+", normalize_phone("+").c_str());
  STRCMP_EQUAL("00", normalize_phone("00").c_str());  // a phone is never empty
}
