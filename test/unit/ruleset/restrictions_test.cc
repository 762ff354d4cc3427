#include "ruleset/check/restrictions.h"

#include <bitset>
#include <chrono>
#include <optional>
#include <string>

#include <CppUTest/TestHarness.h>

using permit::added_restrictions;
using permit::Decree;
using permit::Hours;
using permit::Limit;
using permit::Purpose;
using std::chrono::hours;
using std::chrono::minutes;

TEST_GROUP(Restrictions) {
  Decree before;
  Decree after;

  void setup() override {
    before.purposes = {Purpose{"2", "shopping", hours{2}, {Limit{2, {"2"}, true, "A 1"}}, "A 1"}};
    before.accepts = {{"card", "A 1"}, {"pass", "A 1"}};
    after = before;
  }

  Purpose& now() { return after.purposes.front(); }
  /// The ways in which `after` is stricter, separated by `|`.
  std::string said() const {
    std::string all;
    for (const std::string& one : added_restrictions(before, after)) all += (all.empty() ? "" : "|") + one;
    return all;
  }
};

TEST(Restrictions, theSameRulesAreNotStricter) { STRCMP_EQUAL("", said().c_str()); }

TEST(Restrictions, aLongerMoreFrequentOrNewPermitIsNotStricter) {
  now().lasts = hours{3};
  now().limits.front().at_most = 3;
  after.accepts.push_back({"MYI", "A 1"});
  after.purposes.push_back({"3", "funeral", hours{1}, {Limit{1, {"3"}, true, "A 1"}}, "A 1"});
  STRCMP_EQUAL("", said().c_str());
  now().lasts = std::nullopt;
  now().limits.clear();
  STRCMP_EQUAL("", said().c_str());
}

TEST(Restrictions, aShorterPermitIsStricterAndSoIsANewEnd) {
  now().lasts = minutes{90};
  STRCMP_EQUAL("code 2: 1 h 30 min instead of 2 h", said().c_str());
  before.purposes.front().lasts = std::nullopt;
  STRCMP_EQUAL("code 2: 1 h 30 min instead of no end", said().c_str());
}

TEST(Restrictions, hoursThatOmitAMinuteAreStricter) {
  const std::bitset<7> always = 0x7f;
  before.purposes.front().hours = {{hours{5}, hours{21}, always, {}, false, "A 1"}};
  now().hours = {{hours{5}, hours{12}, always, {}, false, "A 1"}, {hours{12}, hours{22}, always, {}, false, "A 1"}};
  STRCMP_EQUAL("", said().c_str());
  now().hours[1].from = hours{13};
  STRCMP_EQUAL("code 2: closed at some earlier hours", said().c_str());
  now().hours = {{hours{5}, hours{21}, 0x3f, {}, false, "A 1"}};
  STRCMP_EQUAL("code 2: closed at some earlier hours", said().c_str());
  now().hours = {{hours{5}, hours{21}, always, {}, true, "A 1"}};
  STRCMP_EQUAL("code 2: permits end with the hours", said().c_str());
}

TEST(Restrictions, aDocumentAcceptedLaterIsStricter) {
  after.accepts[1].from = after.from + hours{1};
  STRCMP_EQUAL("document `pass' is accepted later", said().c_str());
  before.accepts[1].from = after.accepts[1].from;
  STRCMP_EQUAL("", said().c_str());
}

TEST(Restrictions, aLowerLimitIsStricterAndSoIsALimitOverMoreCodes) {
  now().limits.front().at_most = 1;
  STRCMP_CONTAINS("code 2: at most 1 per document and day", said().c_str());
  now().limits.front() = Limit{2, {"1", "2"}, true, "A 1"};
  STRCMP_CONTAINS("code 2: at most 2 per document and day", said().c_str());
}

TEST(Restrictions, codesListsHoursAndDelaysMayBeStricter) {
  now().starts_after = minutes{15};
  now().hours = {Hours{hours{5}, hours{21}, std::bitset<7>{0x7F}, {}, false, "A 1"}};
  after.refusals = {{"health", "no-decree", "A 1"}};
  STRCMP_EQUAL(
      "code 2: it begins 15 min after the text|code 2: only at certain hours|people on the list `health' are refused",
      said().c_str());
  after.purposes.clear();
  after.refusals.clear();
  STRCMP_EQUAL("no code 2 any more", said().c_str());
}

TEST(Restrictions, aDroppedDocumentIsStricter) {
  after.accepts.pop_back();
  STRCMP_EQUAL("document `pass' is not accepted any more", said().c_str());
}
