// A decree changes while texts come in.
#include <string>

#include "test/rig/rig_group.h"
#include "test/rig/rule_copy.h"

namespace permit::test {

struct RulesChangeTest : RigTest {
  bool log_has(const std::string& words) { return rig->smsbox_log().find(words) != std::string::npos; }
};

TEST_GROUP_BASE(RulesChange, RulesChangeTest){};

TEST(RulesChange, isFollowedWithoutARestart) {
  RuleCopy rules(folder.path() / "rules");
  start_rig({.rules = rules.path()});
  CHECK(help().find("walrus") == std::string::npos);
  rules.replace("service.xml", "\"help\">Code 1", "\"help\">The walrus says: code 1");
  rig->wait_for("the new words are in force", [&] { return help().find("walrus") != std::string::npos; });
  rig->ask("994501112244", "2 AZE12345678");
  LONGS_EQUAL(1, rig->register_view().permits_of("AZE12345678").size());
}

TEST(RulesChange, thatDoesNotCompileLeavesTheRulesInForceAndSaysWhy) {
  RuleCopy rules(folder.path() / "rules");
  start_rig({.rules = rules.path()});
  const std::string before = help();
  rules.replace("service.xml", "</service>", "</servize>");
  rig->wait_for("the log says why", [&] { return log_has("/rules/service.xml:"); });
  STRCMP_EQUAL(before.c_str(), help().c_str());

  rules.replace("service.xml", "</servize>", "</service>");
  rules.replace("service.xml", "\"help\">Code 1", "\"help\">Corrected: code 1");
  rig->wait_for("corrected rules are in force", [&] { return help().find("Corrected") != std::string::npos; });
}

TEST(RulesChange, thatIsProbablyAMistakeIsFollowedWithAWarning) {
  RuleCopy rules(folder.path() / "rules");
  start_rig({.rules = rules.path()});
  rules.replace("service.xml", "<text id=\"help\">Code 1",
                "<text id=\"spare\">-</text><text id=\"help\">Spare: code 1");
  rig->wait_for("the new rules are in force", [&] { return help().find("Spare") != std::string::npos; });
  CHECK(log_has("text `spare': no rule replies with it [unused-text]"));
}

TEST(RulesChange, thatDoesNotCompileBeforeAStartLeavesTheLastAcceptedRules) {
  RuleCopy rules(folder.path() / "rules");
  start_rig({.rules = rules.path()});
  const std::string before = help();
  rig->smsbox().kill_group();
  rules.replace("service.xml", "</service>", "</servize>");
  rig->start_smsbox();
  rig->wait_until_ready();
  STRCMP_EQUAL(before.c_str(), help().c_str());
  CHECK(log_has("/rules/service.xml:"));
}

}  // namespace permit::test
