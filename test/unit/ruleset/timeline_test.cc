// Decrees, amendments and intervals as periods: what is in force when.
#include <algorithm>
#include <string>

#include "core/decide/decide.h"
#include "core/decide/standing.h"
#include "ruleset/load.h"
#include "ruleset/read/source.h"

#include <CppUTest/TestHarness.h>

using permit::compile;
using permit::Decree;
using permit::Diagnostic;
using permit::Interval;
using permit::Loaded;
using permit::RuleFiles;
using permit::RuleSet;

namespace {

constexpr const char* kTitleAndAccept = R"(<title>t</title><accept documents="card" clause="A"/>)";
constexpr const char* kOnceADay =
    R"(<purpose code="1" name="one" clause="A 1"><lasts hours="2"/><no-limit/></purpose>
       <purpose code="2" name="two" clause="A 2"><lasts hours="3"/>
         <limit at-most="1" per="day" by="document" over="2"/></purpose>)";

std::string decree(const std::string& attributes, const std::string& rules = kOnceADay) {
  return "<decree " + attributes + " clause=\"A\">" + kTitleAndAccept + rules + "</decree>";
}

std::string amendment(const std::string& attributes, const std::string& rules) {
  return "<amendment " + attributes + " clause=\"A 9\"><title>t</title>" + rules + "</amendment>";
}

std::string interval(const std::string& element, const std::string& attributes) {
  return "<" + element + " " + attributes + " clause=\"A\" reply=\"format\"><title>t</title></" + element + ">";
}

}  // namespace

TEST_GROUP(Timeline) {
  RuleFiles text;
  Loaded loaded;

  void setup() override {
    text = *permit::read_folder("test/rules/base");
    std::erase_if(text, [](const permit::RuleFile& file) { return file.name == "decree.xml"; });
  }
  void teardown() override {
    text.clear();
    loaded = {};
  }

  void add(const std::string& bytes) { text.push_back({"file" + std::to_string(text.size()) + ".xml", bytes}); }

  const RuleSet& rules() {
    if (!loaded.rules) {
      loaded = compile(text);
      if (!loaded.rules) FAIL(render(loaded.faults.front()).c_str());
    }
    return *loaded.rules;
  }
  permit::Instant at(const char* time) { return rules().zone.instant(*permit::parse_local_time(time)); }
  const Decree* decree_at(const char* time) { return rules().decree_at(at(time)); }

  std::string first_fault() {
    loaded = compile(text);
    return loaded.faults.empty() ? "" : render(loaded.faults.front());
  }
};

TEST(Timeline, anAmendmentChangesOnlyWhatItSays) {
  add(decree(R"(id="d" from="2030-01-10T00:00" until="2030-02-10T00:00")"));
  add(amendment(R"(id="a" amends="d" from="2030-01-20T06:00")",
                R"(<purpose code="2" clause="A 9"><lasts hours="1"/></purpose>)"));
  const Decree* before = decree_at("2030-01-20T05:59");
  const Decree* after = decree_at("2030-01-20T06:00");
  CHECK_TRUE(before->purpose("2")->lasts == std::chrono::hours{3});
  CHECK_TRUE(after->purpose("2")->lasts == std::chrono::hours{1});
  STRCMP_EQUAL("Notice A §9", after->purpose("2")->clause.c_str());
  STRCMP_EQUAL("two", after->purpose("2")->name.c_str());
  LONGS_EQUAL(1, after->purpose("2")->limits.size());
  CHECK_TRUE(after->purpose("1")->lasts == std::chrono::hours{2});
  STRCMP_EQUAL("d", after->id.c_str());
  STRCMP_EQUAL("a", after->amended_by.front().c_str());
  CHECK_TRUE(after->decree_start() == at("2030-01-10T00:00"));
}

TEST(Timeline, theLaterAmendmentWinsAndOneMayEndBeforeTheDecree) {
  add(decree(R"(id="d" from="2030-01-10T00:00" until="2030-02-10T00:00")"));
  add(amendment(R"(id="b" amends="d" from="2030-01-25T00:00" until="2030-01-28T00:00")",
                R"(<purpose code="1" clause="A 9"><lasts hours="5"/></purpose>)"));
  add(amendment(R"(id="a" amends="d" from="2030-01-20T00:00")",
                R"(<purpose code="1" clause="A 8"><lasts hours="4"/></purpose>)"));
  CHECK_TRUE(decree_at("2030-01-19T12:00")->purpose("1")->lasts == std::chrono::hours{2});
  CHECK_TRUE(decree_at("2030-01-24T12:00")->purpose("1")->lasts == std::chrono::hours{4});
  CHECK_TRUE(decree_at("2030-01-27T12:00")->purpose("1")->lasts == std::chrono::hours{5});
  CHECK_TRUE(decree_at("2030-01-28T00:00")->purpose("1")->lasts == std::chrono::hours{4});
  POINTERS_EQUAL(nullptr, decree_at("2030-02-10T00:00"));
}

TEST(Timeline, anAmendmentMayAddAndWithdrawACode) {
  add(decree(R"(id="d" from="2030-01-10T00:00" until="2030-02-10T00:00")"));
  add(amendment(R"(id="a" amends="d" from="2030-01-20T00:00")",
                R"(<accept documents="pass" clause="A"/>
                   <purpose code="3" name="three" clause="A 9"><no-end/><no-limit/></purpose>
                   <withdraw code="1" clause="A 9"/>)"));
  text.erase(std::remove_if(text.begin(), text.end(), [](const auto& file) { return file.name == "texts.xml"; }),
             text.end());
  add(R"(<texts lang="en"><text id="granted">Permit {from}[-{until}]</text><text id="format">Wrong</text>
         <text id="limit">Limit</text><text id="no-decree">None</text></texts>)");
  const Decree* after = decree_at("2030-01-20T00:00");
  POINTERS_EQUAL(nullptr, after->purpose("1"));
  STRCMP_EQUAL("Notice A §9", after->withdrawal("1")->clause.c_str());
  CHECK_FALSE(after->purpose("3")->lasts.has_value());
  CHECK_TRUE(after->accepts_document("pass", after->from));
  CHECK_FALSE(decree_at("2030-01-19T00:00")->accepts_document("pass", after->from));
}

TEST(Timeline, permitsOfAWithdrawnCodeStillCount) {
  add(decree(R"(id="d" from="2030-01-10T00:00" until="2030-02-10T00:00")",
             R"(<purpose code="1" name="one" clause="A"><lasts hours="2"/><no-limit/></purpose>
                <purpose code="2" name="two" clause="A"><lasts hours="2"/>
                  <limit at-most="1" per="day" by="document" over="1 2"/></purpose>)"));
  add(amendment(R"(id="a" amends="d" from="2030-01-20T06:00")", R"(<withdraw code="1" clause="A 9"/>)"));
  const Decree* after = decree_at("2030-01-20T06:00");
  permit::Permit given;
  given.purpose = "1";
  given.decided = at("2030-01-20T03:00");
  permit::Account account;
  account.permits.push_back(given);
  LONGS_EQUAL(
      1, counted_permits(after->purpose("2")->limits.front(), *after, account, at("2030-01-20T09:00"), rules().zone)
             .size());
}

TEST(Timeline, aRuleChangesStandingPermitsOnlyAtItsStart) {
  std::string& service =
      std::find_if(text.begin(), text.end(), [](const auto& file) { return file.name == "service.xml"; })->bytes;
  service.insert(service.find("</service>"), R"(<standing-permits><standing-permit id="work">by employers
    </standing-permit></standing-permits>)");
  add(decree(R"(id="d" from="2030-01-10T00:00" until="2030-02-10T00:00")",
             kOnceADay + std::string(R"(<extend kind="work" clause="A"/>)")));
  add(amendment(R"(id="a" amends="d" from="2030-01-20T00:00" until="2030-01-25T00:00")",
                R"(<switch-off kind="work" clause="A 9"/>)"));
  add(amendment(R"(id="b" amends="d" from="2030-01-22T00:00")", R"(<extend kind="work" clause="A 9"/>)"));
  permit::StandingPermit work{
      .kind = "work", .period = {at("2030-01-01T00:00"), at("2030-01-12T00:00")}, .entered = at("2030-01-01T00:00")};
  CHECK_TRUE(effective_end(work, rules()).until ==
             at("2030-01-20T00:00"));  // extended first, then switched off for good
  work.period = {at("2030-01-20T08:00"), at("2030-01-30T00:00")};
  work.entered = at("2030-01-20T08:00");
  CHECK_TRUE(effective_end(work, rules()).until == at("2030-02-10T00:00"));  // the decree's; the amendment has no end
}

TEST(Timeline, aReplacingDecreeEndsTheOldOne) {
  add(decree(R"(id="d" from="2030-01-10T00:00" until="2030-02-10T00:00")"));
  add(decree(R"(id="e" from="2030-01-20T06:00" until="2030-03-10T00:00" replaces="d")"));
  STRCMP_EQUAL("d", decree_at("2030-01-20T05:59")->id.c_str());
  STRCMP_EQUAL("e", decree_at("2030-01-20T06:00")->id.c_str());
}

TEST(Timeline, twoDecreesInForceAtTheSameTimeAreAFault) {
  add(decree(R"(id="d" from="2030-01-10T00:00" until="2030-02-10T00:00")"));
  add(decree(R"(id="e" from="2030-01-20T06:00")"));
  STRCMP_CONTAINS("are both in force from 2030-01-20 06:00 until 2030-02-10 00:00", first_fault().c_str());
}

TEST(Timeline, aDecreeMayHaveNoEnd) {
  add(decree(R"(id="d" from="2030-01-10T00:00")"));
  STRCMP_EQUAL("d", decree_at("2099-12-31T23:59")->id.c_str());
}

TEST(Timeline, aBanOverridesANotNeededInterval) {
  add(interval("not-needed", R"(id="free" from="2030-01-10T00:00")"));
  add(interval("forbidden", R"(id="ban" from="2030-01-20T00:00" until="2030-01-22T06:00")"));
  const auto id = [&](const char* time) { return rules().interval_at(at(time))->id; };
  STRCMP_EQUAL("free", id("2030-01-19T23:59").c_str());
  STRCMP_EQUAL("ban", id("2030-01-20T00:00").c_str());
  STRCMP_EQUAL("ban", id("2030-01-22T05:59").c_str());
  STRCMP_EQUAL("free", id("2030-01-22T06:00").c_str());
  CHECK_TRUE(rules().interval_at(at("2030-02-01T00:00"))->from == at("2030-01-22T06:00"));
}

TEST(Timeline, permitsCannotBeNeededAndNotNeededAtTheSameTime) {
  add(decree(R"(id="d" from="2030-01-10T00:00" until="2030-02-10T00:00")"));
  add(interval("not-needed", R"(id="free" from="2030-02-09T00:00")"));
  STRCMP_CONTAINS("are both in force from 2030-02-09 00:00 until 2030-02-10 00:00", first_fault().c_str());
}

TEST(Timeline, aBanThatOutlastsANotNeededIntervalIsAFault) {
  add(interval("not-needed", R"(id="free" from="2030-01-10T00:00" until="2030-02-10T00:01")"));
  add(interval("forbidden", R"(id="ban" from="2030-02-10T00:00" until="2030-03-10T00:00")"));
  STRCMP_CONTAINS("are both in force from 2030-02-10 00:00 until 2030-02-10 00:01", first_fault().c_str());
}

TEST(Timeline, hoursAreReadWithTheirDays) {
  add(decree(R"(id="d" from="2030-01-10T00:00")",
             R"(<purpose code="1" name="one" clause="A 1"><lasts hours="2"/>
                  <hours from="22:00" until="06:00" days="fri-sun tue"/>
                  <hours from="08:00" until="24:00" on="2030-01-15 2030-01-16" cuts-permits="yes" clause="A 4"/>
                  <limit at-most="3" per="hours" hours="12" after="end" by="phone" over="1"/></purpose>)"));
  const auto& purpose = *decree_at("2030-01-10T00:00")->purpose("1");
  STRCMP_EQUAL("1110010", purpose.hours[0].weekdays.to_string().c_str());
  CHECK_TRUE(purpose.hours[0].from == std::chrono::hours{22});
  CHECK_TRUE(purpose.hours[1].until == std::chrono::hours{24});
  LONGS_EQUAL(2, purpose.hours[1].dates.size());
  CHECK_TRUE(purpose.hours[1].cuts_permits);
  STRCMP_EQUAL("Notice A §4", purpose.hours[1].clause.c_str());
  CHECK_TRUE(purpose.limits[0].per == permit::Limit::Per::window);
  CHECK_TRUE(purpose.limits[0].window == std::chrono::hours{12});
  CHECK_TRUE(purpose.limits[0].window_from_end);
  CHECK_TRUE(purpose.limits[0].by == permit::Limit::By::phone);
  CHECK_TRUE(rules().counts_by_phone());
}

TEST(Timeline, everyRuleKnowsItsLine) {
  const Loaded loaded_8103 = permit::load_folder("rules/8103");
  const Decree* decree =
      loaded_8103.rules->decree_at(loaded_8103.rules->zone.instant(*permit::parse_local_time("2020-06-28T10:00")));
  STRCMP_EQUAL("2020-06-28.xml", decree->purpose("2")->limits[0].origin.file.c_str());
  LONGS_EQUAL(10, decree->purpose("2")->limits[0].origin.line);
  STRCMP_EQUAL("2020-06-21.xml", decree->not_by_text[0].origin.file.c_str());
}
