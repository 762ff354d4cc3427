#include "core/read/fields.h"

#include <string>

#include "test/rig/sample_rules.h"

#include <CppUTest/TestHarness.h>

using namespace permit;

namespace {

Picture picture(std::string_view source) { return *Picture::parse(source); }

Field purpose() { return {Field::Kind::purpose, "purpose"}; }
Field document() { return {Field::Kind::document, "document"}; }
Field postcode(bool optional = false) { return {Field::Kind::picture, "postcode", optional, {}, picture("####")}; }
Field district(bool optional = false) {
  return {Field::Kind::choice, "district", optional, {{"north", {"NORTH", "N"}}, {"south", {"SOUTH"}}}};
}

std::string line_of(const PermitRequest& ask) {
  std::string line = ask.purpose + "|" + ask.document + "|" + ask.plate + (ask.plate_unclear ? "?" : "");
  for (const std::string& value : ask.fields) line += "|" + value;
  return line;
}

/// Returns `field postcode 12`, `digits 123 3/4`, `mend: 1*AB123*1065`.
std::string line_of(const UnreadableRequest& ask) {
  const auto part = [](const std::string& value) { return value.empty() ? "" : " " + value; };
  return ask.reply + (ask.corrected.empty() ? "" : ": " + ask.corrected) +
         (ask.reply == text_id::kField ? part(ask.field) : "") + part(ask.given) +
         (ask.have.empty() ? "" : " " + ask.have + "/" + ask.need);
}

}  // namespace

TEST_GROUP(Fields) {
  RuleSet rules = test::sample_rules();

  void message(char separator, std::vector<Field> fields) { rules.message = {separator, std::move(fields), "example"}; }
  void documents(std::string_view source) {
    rules.documents = {{"id", picture(source), "AB1234567", "", "8998", ""}};
    rules.not_documents.clear();
  }
  std::string read(std::string_view body) const {
    return std::visit([](const auto& ask) { return line_of(ask); }, read_fields(body, rules));
  }
};

#define READS(expected, body) STRCMP_EQUAL_TEXT(expected, read(body).c_str(), body)

TEST(Fields, areReadInOrder) {
  documents("?(1-10)");
  message(' ', {purpose(), document(), postcode()});
  READS("1|AB1234567||1065", "1 AB1234567 1065");
  READS("1|AB1234567||1065", "1, ab1234567; 1065.");
  READS("1|1234567||1065", "1 1234567 1065");
  message(' ', {postcode(), document(), purpose()});
  READS("1|AB1234567||1065", "1065 AB1234567 1");
}

TEST(Fields, reportTheFirstWrongOne) {
  documents("?(1-10)");
  message(' ', {purpose(), document(), postcode()});
  READS("field purpose SHOP", "shop AB1234567 106");
  READS("field document AB12345678901", "1 AB12345678901 1065");
  READS("field document", "1");
  READS("field postcode", "1 AB1234567");
  READS("field postcode 10A5", "1 AB1234567 10A5");
  READS("digits 106 3/4", "1 AB1234567 106");
  READS("format", "1 AB1234567 1065 1066");
  READS("field document AB", "1 AB 1065");  // a postcode is not joined to the document
  READS("field purpose", "");
}

TEST(Fields, reportMissingDigitsOfADocument) {
  message(' ', {purpose(), document(), postcode()});
  READS("digits AZE1234567 7/8", "1 AZE1234567 1065");
  READS("digits AZE1234567 7/8", "1 AZE 1234567 1065");
  READS("fin 5ABC123", "1 5ABC123 1065");
  READS("1|AZE12345678||1065", "1 AZE 12345678 1065");
}

TEST(Fields, mayBeLeftOutIfOptional) {
  message(' ', {purpose(), document(), district(true), postcode(true)});
  READS("1|AZE12345678|||", "1 AZE12345678");
  READS("1|AZE12345678||north|", "1 AZE12345678 n");
  READS("1|AZE12345678|||1065", "1 AZE12345678 1065");
  READS("1|AZE12345678||south|1065", "1 AZE12345678 south 1065");
  READS("digits 106 3/4", "1 AZE12345678 106");
}

TEST(Fields, areSplitAtAVisibleSeparator) {
  message('*', {purpose(), document(), district(), postcode(true)});
  READS("1|AZE12345678||north|1065", "1*AZE12345678*NORTH*1065");
  READS("1|AZE12345678||north|1065", " *1 * aze 12345678 * north * 1065* ");
  READS("1|AZE12345678||north|", "1*AZE12345678*N");
  READS("1|AZE12345678||north|", "1*AZE12345678*N*");
  READS("field district EAST", "1*AZE12345678*EAST");
  READS("field document", "1**NORTH");
  READS("format", "1*AZE12345678*NORTH*1065*7");
}

TEST(Fields, neverShareTokens) {
  message('*', {purpose(), document(), postcode(true)});
  READS("digits AZE1234 4/8", "1*AZE1234*5678");
  READS("digits AZE1234 4/8", "1*AZE 1234 5678*1065");
  message(' ', {purpose(), document(), postcode(true)});
  documents("OYQ#(4-12)");
  READS("format", "1 OYQ1234 5678");  // OYQ12345678, or a postcode after OYQ1234: ambiguous
  READS("1|OYQ1234||", "1 OYQ1234");
}

TEST(Fields, proposeAForgottenSeparator) {
  message('*', {purpose(), document(), district()});
  READS("mend: 1*AZE12345678*NORTH", "1 AZE12345678 n");
  READS("mend: 1*AZE12345678*SOUTH", "1, aze 12345678, south");
  READS("digits AZE1234567 7/8", "1 AZE1234567 n");
}

TEST(Fields, canBeWords) {
  message('#', {purpose(), {Field::Kind::words, "why"}, document()});
  READS("1|AZE12345678||BREAD AND MILK", "1#bread and milk#AZE12345678");
  message(' ', {purpose(), document(), {Field::Kind::words, "why", true}});
  READS("1|AZE12345678||A VISIT TO MY GRANDM", "1 AZE12345678 a visit to my grandmother");
  READS("1|AZE12345678||", "1 AZE12345678");
}

TEST(Fields, canHaveAPlateAnywhere) {
  message(' ', {{Field::Kind::plate, "plate", true}, document(), purpose()});
  READS("1|AZE12345678|10AA123", "10-AA-123 AZE12345678 1");
  READS("1|AZE12345678|", "AZE12345678 1");
  message('*', {purpose(), {Field::Kind::plate, "plate", true}, document()});
  READS("1|AZE12345678|10AA123", "1*10 AA 123*AZE12345678");
  READS("1|AZE12345678|?", "1*my car*AZE12345678");
  READS("two-documents", "1*AZE87654321*AZE12345678");
}

TEST(Fields, mayBeNone) {
  message(' ', {});
  READS("||", "");
  READS("||", "let me out");
}

TEST(Fields, surviveInvalidBytes) {
  std::string bytes;
  for (int value = 0; value < 256; ++value) bytes += static_cast<char>(value);
  for (const char separator : {' ', '*', '.'}) {
    message(separator, {purpose(), document(), district(true), {Field::Kind::plate, "plate", true}, postcode(true)});
    read(bytes);
    read(std::string(65536, '*'));
    read(std::string(65536, '1'));
    std::string many;
    for (int i = 0; i < 1000; ++i) many += "1 ";
    read(many);
  }
}
