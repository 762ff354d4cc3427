#include "tool/rules/decision_path.h"

#include <chrono>
#include <memory>
#include <random>
#include <set>
#include <string>

#include "ruleset/load.h"
#include "ruleset/read/source.h"
#include "store/memory_store.h"
#include "test/rig/sample_rules.h"
#include "tool/rules/local_service.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using permit::test::at;

TEST_GROUP(DecisionPath) {
  Rules rules = std::make_shared<const RuleSet>(test::sample_rules());
  MemoryStore store;

  std::string explain(const std::string& text, std::string_view now) {
    auto explained = tool::decision_path(text, "994501112233", *rules, store, at(now));
    return explained.ok() ? *explained : explained.error().message;
  }
};

TEST(DecisionPath, namesEachStepOfADecision) {
  tool::LocalService service(rules, store);
  CHECK_TRUE(service.answer("2 AZE12345678", "994501112233", at("2020-07-21T10:00")).ok());
  const std::string path = explain("2 aze 12345678", "2020-07-21T15:00");
  STRCMP_CONTAINS("read      code 2, document AZE12345678 (card-old)", path.c_str());
  STRCMP_CONTAINS("rules     818181818181; decree july", path.c_str());
  STRCMP_CONTAINS(
      "register  code 2, decided 2020-07-21T10:00:00, valid 2020-07-21T10:00:00 to 2020-07-21T13:00:00, ended",
      path.c_str());
  STRCMP_CONTAINS("decided   refused: limit", path.c_str());
  STRCMP_CONTAINS("clause    limit clause", path.c_str());
}

TEST(DecisionPath, saysWhatWasNotUnderstood) {
  const std::string path = explain("2 AZE1234567", "2020-07-21T10:00");
  STRCMP_CONTAINS("the text `digits'; the wrong part is AZE1234567", path.c_str());
  STRCMP_CONTAINS("may have meant 2 AZE12345678", explain("2 12345678", "2020-07-21T10:00").c_str());
}

TEST(DecisionPath, saysThatNoDecreeIsInForce) {
  STRCMP_CONTAINS("no decree is in force", explain("2 AZE12345678", "2020-09-01T10:00").c_str());
  STRCMP_CONTAINS("no permits in interval ban", explain("2 AZE12345678", "2020-08-08T10:00").c_str());
}

TEST(DecisionPath, changesNothing) {
  explain("2 AZE12345678", "2020-07-21T10:00");
  LONGS_EQUAL(0, *store.last());
}

TEST(DecisionPath, namesFileLineAndClauseOfEachStep) {
  rules = load_folder("rules/8103").rules;
  tool::LocalService service(rules, store);
  CHECK_TRUE(service.answer("1 AZE12345678", "994501112233", at("2020-06-28T06:30")).ok());
  const std::string path = explain("2 AZE12345678", "2020-06-28T10:00");
  STRCMP_CONTAINS("  decree    2020-06-21.xml:3    decree 2020-06-21, 2020-06-28 00:00 until ", path.c_str());
  STRCMP_CONTAINS("  document  2020-06-21.xml:9    card-old is accepted  [trend.az 19.06.2020]\n", path.c_str());
  STRCMP_CONTAINS(
      "  limit     2020-06-28.xml:10   at most 1 per document and day, counting codes 1 and 2 in this and "
      "earlier decrees: 1 used (2020-06-28 06:30)  [ASAN xidmet 06.2020]\n",
      path.c_str());
  STRCMP_CONTAINS("  limit     2020-06-28.xml:10   refused here, with limit; next 2020-06-29 00:00", path.c_str());
}

TEST(DecisionPath, endsWhereTheDecisionWasMade) {
  rules = load_folder("rules/8103").rules;
  tool::LocalService service(rules, store);
  std::minstd_rand random(8103);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same texts in every run
  Instant now = at("2020-04-01T00:00");
  std::set<std::string> ends;
  for (int i = 0; i < 1500; ++i) {
    now += std::chrono::minutes{random() % 420};
    const std::string text = std::to_string(1 + random() % 4) + (random() % 2 == 0 ? " AZE1234567" : " OYQ123456") +
                             std::to_string(random() % 3);
    const std::string path = *tool::decision_path(text, "994501112233", *rules, store, now);
    const auto entry = service.answer(text, "994501112233", now);
    const std::size_t mark = path.find(" here, with " + entry->reason);
    CHECK_TRUE_TEXT(mark != std::string::npos, path.c_str());
    const std::size_t line = path.rfind('\n', mark) + 1;
    STRCMP_CONTAINS((std::string(name(entry->outcome)) + " here").c_str(), path.substr(line).c_str());
    STRCMP_CONTAINS("\n  decided ", path.substr(path.find('\n', mark), 11).c_str());
    ends.insert(path.substr(line + 2, 8));
  }
  for (const char* step : {"live    ", "decree  ", "purpose ", "document", "limit   ", "grant   "})
    CHECK_TRUE_TEXT(ends.contains(step), step);
}

TEST(DecisionPath, saysThatAnIntervalHasNoEnd) {
  rules = load_folder("rules/8103").rules;
  const std::string path = explain("2 AZE12345678", "2021-02-01T10:00");
  STRCMP_CONTAINS("no permits in interval 2021-01-18, 2021-01-18T00:00:00, without an end\n", path.c_str());
  CHECK_TRUE(path.find("2100") == std::string::npos);
}

TEST(DecisionPath, namesTheBanThatCutsAPermit) {
  RuleFiles text = *read_folder("test/rules/base");
  text.push_back({"ban.xml",
                  R"(<forbidden id="ban" from="2030-01-20T00:00" until="2030-01-21T06:00" published="2030-01-19" )"
                  R"(clause="A 9" reply="ban" cuts-permits="yes"><title>A day</title>)"
                  R"(<texts lang="en"><text id="ban">Nobody leaves home.</text></texts></forbidden>)"});
  rules = compile(text).rules;
  CHECK_TRUE(rules != nullptr);
  const char* kCut =
      "  cut       ban.xml:1           it ends early, 2030-01-20 00:00, because `ban' begins and cuts permits  "
      "[Notice A §9]\n";
  STRCMP_CONTAINS(kCut, explain("2 AB123456", "2030-01-19T21:30").c_str());
  CHECK_TRUE(explain("2 AB123456", "2030-01-19T21:00").find("  cut  ") == std::string::npos);
  CHECK_TRUE(explain("2 AB123456", "2030-01-18T23:00").find("  cut  ") == std::string::npos);
  tool::LocalService service(rules, store);
  CHECK_TRUE(service.answer("2 AB123456", "994501112233", at("2030-01-19T21:30")).ok());
  STRCMP_CONTAINS(kCut, explain("2 AB123456", "2030-01-19T22:00").c_str());
}
