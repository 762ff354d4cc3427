// No text becomes another person's permit, whatever its spaces and missing digits (SEMANTICS 14).

#include <random>
#include <string>
#include <vector>

#include "core/read/request.h"
#include "test/rig/sample_rules.h"

#include <CppUTest/TestHarness.h>

using namespace permit;

namespace {

class Writer {
 public:
  explicit Writer(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t bound) { return random_() % bound; }
  std::string one_of(const std::vector<std::string>& choices) { return choices[below(choices.size())]; }
  std::string digits(std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += static_cast<char>('0' + below(10));
    return text;
  }

  /// Returns a national plate with usual gaps between its groups.
  std::string plate() {
    const std::string gap = one_of({"", " ", "-", "."});
    switch (below(4)) {
      case 0:
        return digits(2) + gap + one_of({"AA", "BC", "IO", "OI"}) + gap + digits(3);
      case 1:
        return digits(2) + gap + one_of({"A", "O", "I"}) + gap + digits(3);
      case 2:
        return "H" + gap + digits(3) + gap + digits(3);
      default:
        return digits(3) + gap + one_of({"D", "O"}) + gap + digits(3);
    }
  }

 private:
  std::mt19937 random_;
};

struct Number {
  std::string letters;
  std::size_t digits;
};

const std::vector<Number> kKinds = {{"AZE", 8}, {"AA", 7},  {"OI", 7},  {"MY", 7},
                                    {"DY", 7},  {"MYI", 7}, {"DYI", 7}, {"MOM", 7}};

}  // namespace

TEST_GROUP(RequestProperty) {
  RuleSet rules = test::sample_rules();

  const PermitRequest* permit(const Request& request) const { return request.permit(); }

  Request read(const std::string& body) const {
    Text text;
    text.body = body;
    return parse_request(text, rules, test::at("2020-07-21T10:00"));
  }
};

TEST(RequestProperty, neverAsksForAnotherPersonsPermit) {
  Writer writer(8103);
  std::size_t understood = 0;
  for (int round = 0; round < 200000; ++round) {
    const Number& kind = kKinds[writer.below(kKinds.size())];
    const std::size_t wanting = writer.below(3);
    const std::string number = writer.digits(kind.digits - wanting);
    std::string body = writer.one_of({"2 ", "2", "1-"}) + kind.letters + writer.one_of({"", " ", "-"}) + number;
    if (writer.below(4) != 0) body += writer.one_of({"", " ", "-", "\n"}) + writer.plate();

    const Request request = read(body);
    const PermitRequest* ask = permit(request);
    if (!ask) continue;
    ++understood;
    CHECK_TRUE_TEXT(wanting == 0, (body + " became " + ask->document).c_str());
    STRCMP_EQUAL_TEXT((kind.letters + number).c_str(), ask->document.c_str(), body.c_str());
  }
  CHECK_TRUE(understood > 40000);
}

TEST(RequestProperty, neverAsksForOneWhileNumbersWithoutLettersAreAccepted) {
  rules.documents.push_back({"registration", *Picture::parse("#(4-12)"), "123456", "en", "919", ""});
  rules.decrees[1].accepts.push_back({"registration", "clause"});
  Writer writer(2019);
  std::size_t understood = 0;
  for (int round = 0; round < 100000; ++round) {
    const bool bare = writer.below(2) == 0;
    const Number kind = bare ? Number{"", 4 + writer.below(9)} : kKinds[writer.below(kKinds.size())];
    const std::string number = writer.digits(bare ? kind.digits : kind.digits - writer.below(3));
    std::string body = "2 " + kind.letters + writer.one_of({"", " ", "-"}) + number;
    if (writer.below(3) == 0) body += writer.one_of({"", " ", "-"}) + writer.digits(1 + writer.below(3));
    if (writer.below(3) != 0) body += writer.one_of({"", " ", "-", "\n"}) + writer.plate();

    const Request request = read(body);
    const PermitRequest* ask = permit(request);
    if (!ask) continue;
    ++understood;
    // The digits that were read are in the text, without a digit before them: none were joined or cut off.
    const std::string spaced = " " + body + " ";
    const std::string digits = ask->document.substr(ask->document.find_first_of("0123456789"));
    const std::size_t at = spaced.find(digits);
    CHECK_TRUE_TEXT(at != std::string::npos, (body + " became " + ask->document).c_str());
    const auto is_digit = [](char sign) { return sign >= '0' && sign <= '9'; };
    CHECK_FALSE_TEXT(is_digit(spaced[at - 1]), (body + " became " + ask->document).c_str());
  }
  CHECK_TRUE(understood > 10000);
}

TEST(RequestProperty, declaredFieldsNeverShareDigits) {
  Writer writer(7300);
  const Field purpose{Field::Kind::purpose, "purpose"};
  const Field document{Field::Kind::document, "document"};
  const Field postcode{Field::Kind::picture, "postcode", true, {}, *Picture::parse("####")};
  const Field plate{Field::Kind::plate, "plate", true};
  const std::vector<std::vector<Field>> messages = {{purpose, document, postcode},
                                                    {document, postcode, purpose},
                                                    {purpose, document, postcode, plate},
                                                    {purpose, plate, document},
                                                    {postcode, document, plate}};
  std::size_t understood = 0;
  for (int round = 0; round < 60000; ++round) {
    const char separator = " *#/,;:.-"[writer.below(9)];
    rules.message = {separator, messages[writer.below(messages.size())], "example"};
    const std::string between = writer.below(2) == 0 ? std::string(1, separator) : std::string{' ', separator, ' '};
    const Number& kind = kKinds[writer.below(kKinds.size())];
    const std::size_t wanting = writer.below(3);
    const std::string number = writer.digits(kind.digits - wanting);
    std::string body;
    for (const Field& field : rules.message.fields) {
      if (field.optional && writer.below(3) == 0) continue;
      if (!body.empty()) body += between;
      if (field.kind == Field::Kind::purpose) body += writer.one_of({"1", "2"});
      if (field.kind == Field::Kind::picture) body += writer.digits(4 - writer.below(3));
      if (field.kind == Field::Kind::plate) body += writer.plate();
      if (field.kind == Field::Kind::document) body += kind.letters + writer.one_of({"", " "}) + number;
    }
    const Request request = read(body);
    const PermitRequest* ask = permit(request);
    if (!ask) continue;
    ++understood;
    STRCMP_EQUAL_TEXT((kind.letters + number).c_str(), ask->document.c_str(), body.c_str());
    CHECK_TRUE_TEXT(wanting == 0, (body + " became " + ask->document).c_str());
  }
  CHECK_TRUE(understood > 6000);
}

TEST(RequestProperty, normalizationNeverChangesACorrectText) {
  Writer writer(2020);
  const std::vector<std::string> plates = {"10AA123", "90OI001", "01O100", "H000001", "007D020", "A123BC77"};
  for (int round = 0; round < 20000; ++round) {
    const Number kind =
        writer.below(2) == 0 ? Number{writer.one_of({"OO", "IO", "ZQ"}), 7} : kKinds[writer.below(kKinds.size())];
    const std::string document = kind.letters + writer.digits(kind.digits);
    const std::string plate = writer.one_of(plates);
    const Request request = read("2 " + document + " " + plate);
    const PermitRequest* ask = permit(request);
    CHECK_TRUE_TEXT(ask != nullptr, document.c_str());
    STRCMP_EQUAL(document.c_str(), ask->document.c_str());
    STRCMP_EQUAL(plate.c_str(), ask->plate.c_str());
  }
}
