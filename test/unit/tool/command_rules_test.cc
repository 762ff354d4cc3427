#include "tool/cli/command_rules.h"

#include <string>

#include "ruleset/read/source.h"
#include "store/lmdb/environment.h"
#include "store/open.h"
#include "test/rig/captured_output.h"
#include "test/rig/store_folder.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::tool;

/// A register, and the rules that a command reads from it.
TEST_GROUP(CommandRules) {
  test::StoreFolder scratch;
  Rules chosen;
  std::string err;

  void accept(RuleFiles text) {
    const auto store = open_store(scratch.path());
    CHECK_TRUE((*store)->accept_rules(*hash_of(text), text, HostTime{}).ok());
  }
  ExitStatus choose() {
    const auto store = open_store(scratch.path());
    const test::CapturedOutput output;
    const ExitStatus status = choose_rules("", store->get(), "--rules", chosen);
    err = output.err();
    return status;
  }
};

TEST(CommandRules, usesTheRulesInForce) {
  const Loaded loaded = load_folder("test/rules/base");
  accept(loaded.text);
  LONGS_EQUAL(kYes, choose());
  CHECK_TRUE(chosen->hash == loaded.rules->hash);
}

TEST(CommandRules, asksForAFolderIfTheRegisterHasNoRules) {
  LONGS_EQUAL(kBrokenInput, choose());
  STRCMP_EQUAL("permitctl: no rules were ever in force in this register; name a rule folder with --rules\n",
               err.c_str());
}

TEST(CommandRules, asksForAFolderIfTheRulesNoLongerCompile) {
  accept({{"service.xml", "<service"}});
  LONGS_EQUAL(kBrokenInput, choose());
  STRCMP_CONTAINS("do not compile with this version of permitctl; name a rule folder with --rules", err.c_str());
}

TEST(CommandRules, tellsADamagedRegisterFromOneWithoutRules) {
  const Loaded loaded = load_folder("test/rules/base");
  accept(loaded.text);
  {
    const auto environment = lmdb::Environment::open(scratch.path(), {});
    const std::string hash(loaded.rules->hash.begin(), loaded.rules->hash.end());
    const auto damaged = (*environment)->write([&](lmdb::WriteTransaction& rows) {
      rows.put(rows.at("rules"), hash, "half a row");
      return true;
    });
    CHECK_TRUE(damaged.ok());
  }
  LONGS_EQUAL(kUnavailable, choose());
  STRCMP_CONTAINS("is damaged. Restore a backup", err.c_str());
}

TEST(CommandRules, printsWarningsOnlyOnRequest) {
  Loaded loaded;
  loaded.faults = {{DiagnosticId::late_publication, "july.xml", 5, "stricter"},
                   {DiagnosticId::unused_text, "a.xml", 3, "spare"}};
  const auto printed = [&](void (*complaining)(const Loaded&, const std::string&)) {
    const test::CapturedOutput output;
    complaining(loaded, "rules");
    return output.err();
  };
  STRCMP_EQUAL("rules/a.xml:3: spare [unused-text]\n", printed(print_faults).c_str());
  STRCMP_EQUAL("rules/july.xml:5: warning: stricter [late-publication]\nrules/a.xml:3: spare [unused-text]\n",
               printed(print_faults_and_warnings).c_str());
}
