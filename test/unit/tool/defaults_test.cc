#include "tool/cli/defaults.h"

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "test/rig/captured_output.h"
#include "test/rig/store_folder.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::tool;

/// A verb that needs a register, rules and keys.
TEST_GROUP(Defaults) {
  test::StoreFolder scratch;
  const std::string file = scratch.file("permit8103.conf");
  CLI::App app;
  Verb verb{app};
  std::string store;
  std::string rules;
  std::string keys;
  ExitStatus status = kYes;
  std::string err;

  void setup() override {
    write(
        "group = permit8103\nstore = /srv/permits\ncheck-code-keys = "
        "/srv/keys\n");
  }
  void teardown() override { unsetenv("PERMIT8103_CONF"); }

  void write(const std::string& text) const { std::ofstream(file) << text; }
  /// A command line whose `--conf' was read before the others.
  void execute(const std::vector<std::string>& words, std::vector<std::string> reversed = {}) {
    Defaults defaults = Defaults::find(words);
    defaults.add_store(verb, store);
    defaults.add_rules(verb, "--rules", rules, "Rules");
    defaults.add_keys(verb, "KEYS", keys, "Keys");
    app.parse(std::move(reversed));
    const test::CapturedOutput output;
    status = defaults.check(verb);
    err = output.err();
  }
};

TEST(Defaults, comeFromTheConfiguration) {
  execute({"show", "--conf", file});
  LONGS_EQUAL(kYes, status);
  STRCMP_EQUAL("/srv/permits", store.c_str());
  STRCMP_EQUAL("/etc/kannel/permit8103/rules/8103", rules.c_str());
  STRCMP_EQUAL("/srv/keys", keys.c_str());
  STRCMP_CONTAINS("=/srv/permits", app.help().c_str());
}

TEST(Defaults, giveWayToTheCommandLine) {
  execute({"show", "--conf=" + file}, {"/tmp/r", "--rules", "/tmp/s", "--store"});
  STRCMP_EQUAL("/tmp/s", store.c_str());
  STRCMP_EQUAL("/tmp/r", rules.c_str());
  STRCMP_EQUAL("/srv/keys", keys.c_str());
}

TEST(Defaults, comeFromTheFileThatTheCommandLineOrElseTheEnvironmentNames) {
  setenv("PERMIT8103_CONF", file.c_str(), 1);
  STRCMP_EQUAL("/srv/permits", Defaults::find({"show"}).config().store.c_str());
  const std::string other = scratch.file("other.conf");
  std::ofstream(other) << "group = permit8103\nstore = /srv/others\n";
  STRCMP_EQUAL("/srv/others", Defaults::find({"--conf", other, "show"}).config().store.c_str());
}

TEST(Defaults, ofAFaultyFileAreRefused) {
  write("group = permit8103\nstor = /srv/permits\nkeep-days = 1\n");
  setenv("PERMIT8103_CONF", file.c_str(), 1);
  execute({"show"}, {"/tmp/r", "--rules"});
  LONGS_EQUAL(kBrokenInput, status);
  STRCMP_CONTAINS("permit8103.conf:2: The key `stor' is unknown; did you mean `store'?\n", err.c_str());
  STRCMP_CONTAINS("permit8103.conf:3: The value `1' of `keep-days' should be 10 to 3650 days.\n", err.c_str());
}

TEST(Defaults, mayHaveFaultsIfTheVerbDoesNotNeedThem) {
  setenv("PERMIT8103_CONF", "/nowhere/permit8103.conf", 1);
  execute({"show"}, {"/tmp/k", "/tmp/r", "--rules", "/tmp/s", "--store"});
  LONGS_EQUAL(kYes, status);
  STRCMP_EQUAL("", err.c_str());
}

TEST(Defaults, ofAMissingFileOnTheCommandLineAreRefused) {
  execute({"show", "--conf", "/nowhere/permit8103.conf"}, {"/tmp/k", "/tmp/r", "--rules", "/tmp/s", "--store"});
  LONGS_EQUAL(kBrokenInput, status);
  STRCMP_CONTAINS("/nowhere/permit8103.conf: No such file or directory;", err.c_str());
}
