#include "base/nearest.h"

#include <string>
#include <vector>

#include <CppUTest/TestHarness.h>

using permit::did_you_mean;
using permit::listed;
using permit::nearest;

TEST_GROUP(Nearest){};

TEST(Nearest, findsTypingErrors) {
  const std::vector<std::string> known = {"limit", "lasts", "purpose", "published"};
  STRCMP_EQUAL("limit", nearest("limt", known).c_str());
  STRCMP_EQUAL("limit", nearest("limits", known).c_str());
  STRCMP_EQUAL("limit", nearest("ilmit", known).c_str());
  STRCMP_EQUAL("purpose", nearest("prupuse", known).c_str());
}

TEST(Nearest, doesNotGuessWildly) {
  const std::vector<std::string> known = {"limit", "id", "code"};
  STRCMP_EQUAL("", nearest("weather", known).c_str());
  STRCMP_EQUAL("", nearest("at", known).c_str());
  STRCMP_EQUAL("", nearest("", known).c_str());
  STRCMP_EQUAL("", nearest(std::string(1000, 'l'), known).c_str());
}

TEST(Nearest, asksDidYouMean) {
  STRCMP_EQUAL("; did you mean `limit'?", did_you_mean("limt", {"limit"}).c_str());
  STRCMP_EQUAL("", did_you_mean("rain", {"limit"}).c_str());
}

TEST(Nearest, listsWordsWithCommasAndAConjunction) {
  STRCMP_EQUAL("", listed({}).c_str());
  STRCMP_EQUAL("a", listed({"a"}).c_str());
  STRCMP_EQUAL("a and b", listed({"a", "b"}).c_str());
  STRCMP_EQUAL("a, b or c", listed({"a", "b", "c"}, " or ").c_str());
}
