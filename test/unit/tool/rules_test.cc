#include "tool/rules/rules.h"

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

#include "ruleset/load.h"
#include "test/rig/captured_output.h"
#include "test/rig/library_process.h"
#include "test/rig/store_folder.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::tool;

namespace fs = std::filesystem;

/// A folder that a library follows, and drafts.
TEST_GROUP(RulesCommand) {
  test::StoreFolder scratch;
  InstallOptions options;
  std::optional<test::LibraryProcess> library;
  std::string out;
  std::string err;

  void setup() override {
    options.following = {scratch.file("rules"), scratch.file("store"), 10};
    options.draft = scratch.file("draft");
    options.yes = true;
    for (const std::string& folder : {options.following.rules, options.draft}) fs::copy("test/rules/base", folder);
    change_draft();
  }
  void teardown() override { library.reset(); }

  void follow() { library.emplace(options.following.rules, options.following.store); }

  void change_draft() { write("draft/later.xml", later("2029-09-01T00:00")); }
  void write(const std::string& file, const std::string& text) {
    std::ofstream(scratch.file(file), std::ios::binary) << text;
  }
  static std::string later(const std::string& from) {
    return R"(<forbidden id="later" from=")" + from +
           R"(" until="2030-01-10T00:00" published="2029-08-20" clause="A 1" reply="no-decree"><title>None</title></forbidden>)";
  }

  ExitStatus install() {
    const test::CapturedOutput output;
    const ExitStatus status = install_rules(options);
    out = output.out();
    err = output.err();
    return status;
  }
  ExitStatus restore(const std::string& hash) {
    options.hash = hash;
    const test::CapturedOutput output;
    const ExitStatus status = restore_rules(options);
    out = output.out();
    err = output.err();
    return status;
  }
  std::string list() {
    const test::CapturedOutput output;
    LONGS_EQUAL(kYes, list_rules(options.following.store));
    return output.out();
  }
  static std::string hash_in(const std::string& folder) { return hex(load_folder(folder).rules->hash).substr(0, 12); }
};

TEST(RulesCommand, installsADraftAndSaysSinceWhenItIsInForce) {
  follow();
  LONGS_EQUAL(kYes, install());
  STRCMP_EQUAL("", err.c_str());
  STRCMP_CONTAINS("forbidden later: new, 2029-09-01 00:00 until 2030-01-10 00:00 (", out.c_str());
  STRCMP_CONTAINS(("Rules " + hash_in(options.draft) + " are in force since 2").c_str(), out.c_str());
  STRCMP_EQUAL(hash_in(options.draft).c_str(), hash_in(options.following.rules).c_str());
  LONGS_EQUAL(3, std::distance(fs::directory_iterator(scratch.path()), fs::directory_iterator()));
}

TEST(RulesCommand, saysThatADraftIsAlreadyInstalled) {
  follow();
  install();
  LONGS_EQUAL(kYes, install());
  STRCMP_CONTAINS("already", out.c_str());
  STRCMP_CONTAINS("are in force since 2", out.c_str());
}

TEST(RulesCommand, installsNothingThatDoesNotCompile) {
  follow();
  const std::string before = hash_in(options.following.rules);
  write("draft/later.xml", later("2030-11-01T00:00"));
  LONGS_EQUAL(kBrokenInput, install());
  STRCMP_CONTAINS("draft/later.xml:1: ", err.c_str());
  STRCMP_EQUAL(before.c_str(), hash_in(options.following.rules).c_str());
}

TEST(RulesCommand, saysThatNoLibraryFollowed) {
  follow();
  const std::string before = hash_in(options.following.rules);
  library.reset();
  options.following.wait = 0;
  LONGS_EQUAL(kUnavailable, install());
  STRCMP_CONTAINS(("no library runs on the register " + options.following.store).c_str(), err.c_str());
  STRCMP_CONTAINS(("The new rules stay in " + options.following.rules + "; a library that starts with this").c_str(),
                  err.c_str());
  STRCMP_CONTAINS(("`permitctl rules restore " + before + "' puts the replaced rules in force").c_str(), err.c_str());
  LONGS_EQUAL(3, std::distance(fs::directory_iterator(scratch.path()), fs::directory_iterator()));
}

TEST(RulesCommand, doesNotSayInForceIfNoLibraryRuns) {
  follow();
  const std::string before = hash_in(options.following.rules);
  library.reset();
  options.following.wait = 0;
  LONGS_EQUAL(kUnavailable, restore(before));
  STRCMP_CONTAINS("no library runs on the register ", err.c_str());
  CHECK_TRUE(out.find("in force") == std::string::npos);
}

TEST(RulesCommand, namesALibraryThatReadsAnotherFolder) {
  follow();
  options.following.rules = scratch.file("elsewhere");
  fs::copy("test/rules/base", options.following.rules);
  options.following.wait = 0;
  LONGS_EQUAL(kUnavailable, install());
  STRCMP_CONTAINS(("but reads the rules in " + scratch.file("rules") + ", not those in ").c_str(), err.c_str());
}

TEST(RulesCommand, makesNoFolderForAMistypedName) {
  follow();
  options.following.rules = scratch.file("ruels");
  LONGS_EQUAL(kUsage, install());
  STRCMP_CONTAINS((options.following.rules + " does not exist; name ").c_str(), err.c_str());
  LONGS_EQUAL(kUsage, restore(hash_in(scratch.file("rules"))));
  CHECK_FALSE(fs::exists(options.following.rules));
}

TEST(RulesCommand, saysWhyItCannotCompareWithAFolderWithoutRules) {
  follow();
  options.following.rules = scratch.file("empty");
  options.following.wait = 0;
  fs::create_directory(options.following.rules);
  install();
  STRCMP_CONTAINS("/empty: it contains no rule file; names of rule files end in .xml, so nothing can be compared.",
                  out.c_str());
}

TEST(RulesCommand, changesNothingWithoutARegister) {
  LONGS_EQUAL(kUnavailable, install());
  CHECK_FALSE(fs::exists(options.following.rules + "/later.xml"));
}

TEST(RulesCommand, keepsReplacedRulesThatWereNeverInForce) {
  follow();
  write("rules/service.xml", "half a though");
  LONGS_EQUAL(kYes, install());
  STRCMP_CONTAINS("The replaced rules were never in force. They are kept in ", out.c_str());
}

TEST(RulesCommand, restoresRulesThatWereInForce) {
  follow();
  const std::string before = hash_in(options.following.rules);
  install();
  LONGS_EQUAL(kYes, restore(before.substr(0, 6)));
  STRCMP_CONTAINS("forbidden later: gone, 2029-09-01 00:00 until 2030-01-10 00:00 (", out.c_str());
  STRCMP_EQUAL(before.c_str(), hash_in(options.following.rules).c_str());
}

TEST(RulesCommand, namesTheRulesThatItCannotRestore) {
  follow();
  LONGS_EQUAL(kUsage, restore("12345"));
  STRCMP_CONTAINS("at least 6 of its digits", err.c_str());
  LONGS_EQUAL(kUsage, restore("00000000"));
  STRCMP_CONTAINS("no rules `00000000' were ever in force", err.c_str());
}

TEST(RulesCommand, neitherEndsNorStartsAPause) {
  follow();
  write("draft/pause.xml", "<pause since=\"2030-01-01T00:00\">The draft's</pause>");
  LONGS_EQUAL(kYes, install());
  STRCMP_CONTAINS("Its pause.xml is ignored", out.c_str());
  CHECK_FALSE(fs::exists(options.following.rules + "/pause.xml"));

  write("rules/pause.xml", "<pause since=\"2030-01-01T00:00\">The operator's</pause>");
  write("draft/later.xml", later("2020-09-02T00:00"));
  LONGS_EQUAL(kYes, install());
  STRCMP_CONTAINS("The pause continues", out.c_str());
  CHECK_TRUE(load_folder(options.following.rules).rules->pause.has_value());
}

TEST(RulesCommand, listsRulesThatWereInForceLatestFirst) {
  follow();
  const std::string before = hash_in(options.following.rules);
  install();
  const std::string lines = list();
  STRCMP_CONTAINS(("\n* " + hash_in(options.draft) + "  2").c_str(), lines.c_str());
  STRCMP_CONTAINS(("\n  " + before + "  2").c_str(), lines.c_str());
  CHECK_TRUE(lines.find(hash_in(options.draft)) < lines.find(before));
}

TEST(RulesCommand, countsWarningsAndPrintsNone) {
  follow();
  write("draft/later.xml", R"(<forbidden id="later" from="2029-09-01T00:00" until="2030-01-10T00:00" clause="A 1" )"
                           R"(reply="no-decree"><title>None</title></forbidden>)");
  LONGS_EQUAL(kYes, install());
  STRCMP_EQUAL("", err.c_str());
  STRCMP_CONTAINS(("1 warning; see `permitctl check " + options.draft + "'.\n").c_str(), out.c_str());
}
