// What an operator does to the running service by permitctl.
#include <string>

#include "test/kannel/permitctl.h"
#include "test/kannel/rig_test.h"
#include "test/kannel/rule_copy.h"

namespace permit::test {

struct OperatorTest : RigTest {
  void start() {
    rules.emplace(folder.path() / "rules");
    start_rig({.rules = rules->path()});
  }
  std::string help() { return rig->ask("994501112233", "HELP").text; }

  std::optional<RuleCopy> rules;
};

TEST_GROUP_BASE(Operator, OperatorTest){};

TEST(Operator, installsADraftThatTheNextTextIsAnsweredBy) {
  start();
  CHECK(help().find("walrus") == std::string::npos);
  RuleCopy draft(folder.path() / "draft");
  draft.replace("service.xml", "\"help\">Code 1", "\"help\">The walrus says: code 1");
  const Finished installed = permitctl(*rig, {"rules", "install", draft.path(), "--yes"});
  LONGS_EQUAL_TEXT(0, installed.status, installed.output.c_str());
  STRCMP_CONTAINS("  changed  service.xml\n", installed.output.c_str());
  STRCMP_CONTAINS(" are in force since ", installed.output.c_str());
  STRCMP_CONTAINS("walrus", help().c_str());
  CHECK(rig->smsbox_log().find("does not compile") == std::string::npos);
}

}  // namespace permit::test
