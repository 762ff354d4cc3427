#include "tool/cli/usage.h"

#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include <CppUTest/TestHarness.h>

using permit::tool::unknown_verb;

/// A tool with the verbs `check DIR`, `rules install` and `rules list`.
TEST_GROUP(Usage) {
  CLI::App app;
  std::string folder;

  void setup() override {
    app.require_subcommand(1);
    app.failure_message(permit::tool::wrong_usage);
    app.add_subcommand("check")->add_option("DIR", folder)->required();
    CLI::App* rules = app.add_subcommand("rules")->require_subcommand(1);
    rules->add_subcommand("install");
    rules->add_subcommand("list");
  }
  std::string complaint_of(std::vector<std::string> reversed) {
    std::ostringstream out;
    std::ostringstream err;
    try {
      app.parse(std::move(reversed));
    } catch (const CLI::ParseError& error) {
      app.exit(error, out, err);
    }
    return err.str();
  }
};

TEST(Usage, anUnknownVerbIsNamedWithTheNearest) {
  STRCMP_EQUAL("there is no verb `chekc'; did you mean `check'? `permitctl --help' lists the verbs",
               unknown_verb(app, {"chekc", "rules/8103"}).c_str());
  STRCMP_EQUAL("there is no verb `frob'; `permitctl --help' lists the verbs", unknown_verb(app, {"frob"}).c_str());
  STRCMP_EQUAL("there is no verb `instal'; did you mean `install'? `permitctl rules --help' lists the verbs",
               unknown_verb(app, {"rules", "instal"}).c_str());
}

TEST(Usage, wordsAfterAVerbOrADashAreNotVerbs) {
  STRCMP_EQUAL("", unknown_verb(app, {"check", "frob"}).c_str());
  STRCMP_EQUAL("", unknown_verb(app, {"rules", "list"}).c_str());
  STRCMP_EQUAL("", unknown_verb(app, {"--help", "frob"}).c_str());
  STRCMP_EQUAL("", unknown_verb(app, {}).c_str());
}

TEST(Usage, aMissingArgumentIsNamedWithTheHelpOfItsVerb) {
  STRCMP_EQUAL("permitctl: DIR is required; see `permitctl check --help'\n", complaint_of({"check"}).c_str());
  STRCMP_CONTAINS("; see `permitctl rules --help'\n", complaint_of({"rules"}).c_str());
  STRCMP_CONTAINS("--frob; see `permitctl rules list --help'\n", complaint_of({"--frob", "list", "rules"}).c_str());
}
