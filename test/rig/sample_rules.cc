#include "test/rig/sample_rules.h"

#include <cstdlib>
#include <iostream>
#include <string>
#include <utility>

namespace permit::test {

namespace {

using std::chrono::hours;

template <typename T>
T need(Result<T> result) {
  if (!result) {
    std::cerr << result.error().message << '\n';
    std::abort();
  }
  return std::move(result.value());
}

Zone baku() { return Zone("Asia/Baku", {{Instant{}, hours{4}}}); }

Picture picture(std::string_view source) { return need(Picture::parse(source)); }

std::map<std::string, Template, std::less<>> texts_in(const std::string& language) {
  const std::pair<std::string_view, const char*> sources[] = {
      {text_id::kGranted, "granted {code} {document}[ car {plate}] {from}[-{until}][ check {check}]"},
      {text_id::kGrantedPlateUnclear, "granted {code} {document} {from}[-{until}], plate not read"},
      {text_id::kRepeated, "repeated {code} {document}[ car {plate}] until {until}[ check {check}]"},
      {text_id::kRepeatedPlateUnclear, "repeated {code} {document} until {until}, plate not read"},
      {text_id::kHours, "hours {document} {code}[ next {next}] by {clause}"},
      {text_id::kField, "{field} {given} is wrong"},
      {text_id::kLimitByPhone, "limit of the phone {phone} used {used}[ next {next}]"},
      {text_id::kLimit, "limit {document} {code} used {used}[ next {next}] by {clause} call {hotline}"},
      {text_id::kNoSuchCode, "no code {given}"},
      {text_id::kNotAccepted, "{document} not accepted, call {hotline}"},
      {text_id::kNoDecree, "no permits now, call {hotline}"},
      {text_id::kFormat, "format, call {hotline}"},
      {text_id::kDigits, "{given} has {have} of {need}: {example}"},
      {text_id::kMend, "send {mended}"},
      {text_id::kTwoDocuments, "one document a text"},
      {"fin", "{given} is a FIN"},
      {"help", "help"},
      {"status", "{document}: {permits}"},
      {"status-none", "{document}: none"},
      {"mine", "yours: {permits}"},
      {"test", "would get: {answer}"},
      {"not-needed", "not needed since {since}"},
      {"forbidden", "forbidden since {since} by {clause}"},
  };
  std::map<std::string, Template, std::less<>> texts;
  for (const auto& [id, source] : sources) {
    texts.emplace(id, need(Template::parse(language + " " + source)));
  }
  return texts;
}

Purpose purpose(std::string code, hours lasts, std::vector<Limit> limits) {
  Purpose purpose{std::move(code), "", lasts, std::move(limits), ""};
  purpose.clause = "clause of " + purpose.code;
  return purpose;
}

Limit once_a_day(std::vector<std::string> over) { return {1, std::move(over), true, "limit clause"}; }

std::vector<Acceptance> accepts_all() {
  return {{"card-old", "a"}, {"card-new", "a"}, {"MYI", "a"}, {"DYI", "a"}, {"MOM", "a"}, {"OYQ", "a"}};
}

}  // namespace

Instant at(std::string_view local_time) {
  const auto local = parse_local_time(local_time);
  if (!local) {
    std::cerr << "no local time: " << local_time << '\n';
    std::abort();
  }
  return baku().instant(*local);
}

RuleSet sample_rules() {
  RuleSet rules;
  rules.hash.fill(0x81);
  rules.number = "8103";
  rules.country_code = "994";
  rules.zone = baku();
  rules.hotline = "9108";
  rules.languages = {"az", "ru", "en"};
  rules.default_language = "az";
  rules.documents = {
      {"card-old", picture("AZE########"), "AZE12345678", "", "9108", ""},
      {"card-new", picture("@@#######"), "AA1234567", "", "9108", ""},
      {"MYI", picture("MYI#######"), "MYI1234567", "en", "919", ""},
      {"DYI", picture("DYI#######"), "DYI1234567", "en", "919", ""},
      {"MOM", picture("MOM#######"), "MOM1234567", "en", "919", "migration.gov.az"},
      {"OYQ", picture("OYQ#(4-12)"), "OYQ123456", "en", "919", "migration.gov.az"},
  };
  rules.not_documents = {{"FIN", picture("?(7)"), "IO", "fin"}, {"PIN", picture("?(5-6)"), "", "fin"}};
  rules.plates = {
      {"normal", picture("##@@###"), true, false},   {"motorcycle", picture("##@###"), true, false},
      {"resident", picture("H######"), true, false}, {"diplomatic", picture("###@###"), true, false},
      {"other", picture("?(4-10)"), false, true},
  };
  rules.words = {
      {{"HELP", "INFO"}, "help", "", "en"},
      {{"KOMEK", "KÖMƏK"}, "help", "", "az"},
      {{"STATUS"}, "status", "status-none", "", Word::About::document},
      {{"MINE"}, "mine", "status-none", "", Word::About::phone},
      {{"TEST"}, "test", "", "", Word::About::nothing, true},
  };
  for (const std::string& language : rules.languages) rules.texts.emplace(language, texts_in(language));
  rules.decrees = {
      {"june",
       "June",
       at("2020-06-21T00:00"),
       at("2020-07-20T06:00"),
       {{"card-old", "a"}},
       {purpose("1", hours{2}, {}), purpose("2", hours{2}, {once_a_day({"1", "2"})})},
       "june clause"},
      {"july",
       "July",
       at("2020-07-20T06:00"),
       at("2020-08-05T06:00"),
       accepts_all(),
       {purpose("1", hours{2}, {}), purpose("2", hours{3}, {once_a_day({"2"})})},
       "july clause"},
  };
  rules.intervals = {
      {"free", Interval::Kind::not_needed, at("2020-08-05T06:00"), at("2020-08-08T00:00"), false, "not-needed", "free"},
      {"ban", Interval::Kind::forbidden, at("2020-08-08T00:00"), at("2020-08-10T06:00"), true, "forbidden", "ban"},
  };
  return rules;
}

}  // namespace permit::test
