#include "tool/explain.h"

#include <memory>
#include <string>

#include "store/memory_store.h"
#include "test/support/sample_rules.h"
#include "tool/counter.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using permit::test::at;

TEST_GROUP(Explain) {
  Rules rules = std::make_shared<const RuleSet>(test::sample_rules());
  MemoryStore store;

  std::string explain(const std::string& text, std::string_view now) {
    auto explained = tool::explain(text, "994501112233", *rules, store, at(now));
    return explained.ok() ? *explained : explained.error().message;
  }
};

TEST(Explain, namesEachStepOfADecision) {
  tool::Counter counter(rules, store);
  CHECK_TRUE(counter.say("2 AZE12345678", "994501112233", at("2020-07-21T10:00")).ok());
  const std::string path = explain("2 aze 12345678", "2020-07-21T15:00");
  STRCMP_CONTAINS("read      code 2, document AZE12345678 (card-old)", path.c_str());
  STRCMP_CONTAINS("rules     818181818181; decree july", path.c_str());
  STRCMP_CONTAINS(
      "register  code 2, decided 2020-07-21T10:00:00, valid 2020-07-21T10:00:00 to 2020-07-21T13:00:00, ended",
      path.c_str());
  STRCMP_CONTAINS("decided   refused: limit", path.c_str());
  STRCMP_CONTAINS("clause    limit clause", path.c_str());
}

TEST(Explain, saysWhatWasNotUnderstood) {
  const std::string path = explain("2 AZE1234567", "2020-07-21T10:00");
  STRCMP_CONTAINS("the text `digits'; the wrong part is AZE1234567", path.c_str());
  STRCMP_CONTAINS("may have meant 2 AZE12345678", explain("2 12345678", "2020-07-21T10:00").c_str());
}

TEST(Explain, saysThatNoDecreeIsInForce) {
  STRCMP_CONTAINS("no decree is in force", explain("2 AZE12345678", "2020-09-01T10:00").c_str());
  STRCMP_CONTAINS("no permits in interval ban", explain("2 AZE12345678", "2020-08-08T10:00").c_str());
}

TEST(Explain, changesNothing) {
  explain("2 AZE12345678", "2020-07-21T10:00");
  LONGS_EQUAL(0, *store.last());
}
