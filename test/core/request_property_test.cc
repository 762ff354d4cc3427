// No text, however it is spaced and however many digits it lacks, becomes another person's permit (SEMANTICS 14).

#include <random>
#include <string>
#include <vector>

#include "core/request.h"
#include "test/support/sample_rules.h"

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

  /// A plate of the country, its groups written as people do.
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

}  // namespace

TEST_GROUP(RequestProperty) {
  const RuleSet rules = test::sample_rules();

  const PermitRequest* permit(const Request& request) const { return request.permit(); }

  Request read(const std::string& body) const {
    Text text;
    text.body = body;
    return parse_request(text, rules);
  }
};

TEST(RequestProperty, neverIsAnotherPersonsPermit) {
  const std::vector<Number> kinds = {{"AZE", 8}, {"AA", 7},  {"OI", 7},  {"MY", 7},
                                     {"DY", 7},  {"MYI", 7}, {"DYI", 7}, {"MOM", 7}};
  Writer writer(8103);
  std::size_t understood = 0;
  for (int round = 0; round < 200000; ++round) {
    const Number& kind = kinds[writer.below(kinds.size())];
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

TEST(RequestProperty, foldingNeverChangesATextThatWasRight) {
  Writer writer(2020);
  for (int round = 0; round < 20000; ++round) {
    const std::string letters = writer.one_of({"AA", "OO", "IO", "MY", "DY", "ZQ"});
    const std::string document = letters + writer.digits(7);
    const Request request = read("2 " + document);
    const PermitRequest* ask = permit(request);
    CHECK_TRUE_TEXT(ask != nullptr, document.c_str());
    STRCMP_EQUAL(document.c_str(), ask->document.c_str());
  }
}
