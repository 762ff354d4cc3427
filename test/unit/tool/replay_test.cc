#include "tool/rules/replay.h"

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include <nlohmann/json.hpp>

#include "ruleset/load.h"
#include "store/open.h"
#include "test/rig/captured_output.h"
#include "test/rig/store_folder.h"
#include "tool/rules/local_service.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::tool;

namespace fs = std::filesystem;

/// A register with texts by test/rules/base, and new rules to compare.
TEST_GROUP(Replay) {
  test::StoreFolder folder;
  Loaded loaded = load_folder("test/rules/base");
  ReplayOptions options;
  std::string out;
  std::string err;

  void setup() override {
    options.rules = folder.file("next");
    options.store = folder.file("store");
    fs::copy("test/rules/base", options.rules);
    const auto store = open_store(options.store);
    CHECK_TRUE((*store)->accept_rules(loaded.rules->hash, loaded.text, HostTime{}).ok());
    LocalService service(loaded.rules, **store);
    for (const auto& [when, text] : {std::pair{"2030-01-11T22:30", "2 AB123456"},
                                     {"2030-01-12T00:10", "2 AB123456"},
                                     {"2030-01-12T02:30", "2 AB123456"},
                                     {"2030-01-13T10:00", "1 AB654321"},
                                     {"2030-01-13T10:05", "hello"}}) {
      CHECK_TRUE(service.answer(text, "994501112233", loaded.rules->zone.instant(*parse_local_time(when))).ok());
    }
  }

  void change(const std::string& old_text, const std::string& new_text) {
    const std::string file = options.rules + "/decree.xml";
    std::ifstream in(file);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    text.replace(text.find(old_text), old_text.size(), new_text);
    std::ofstream(file) << text;
  }
  ExitStatus look() {
    const test::CapturedOutput output;
    const ExitStatus status = replay(options);
    out = output.out();
    err = output.err();
    return status;
  }
};

TEST(Replay, ofTheSameRulesChangesNoDecision) {
  options.since = "2030-01-01T00:00";
  LONGS_EQUAL(kYes, look());
  STRCMP_CONTAINS("5 texts from 2030-01-11T22:30:00 to 2030-01-13T10:05:00\n", out.c_str());
  STRCMP_CONTAINS("  granted              3           3\n  repeated             1           1\n", out.c_str());
  STRCMP_CONTAINS("No decision changes.\n", out.c_str());
}

TEST(Replay, countsChangesByOutcomeAndClauseWithMaskedExamples) {
  options.since = "2030-01-01T00:00";
  change("hours=\"3\"", "hours=\"1\"");
  LONGS_EQUAL(kNo, look());
  STRCMP_CONTAINS("3 decisions change:\n", out.c_str());
  STRCMP_CONTAINS(
      "  1  granted -> granted, by Notice A §4\n"
      "      2030-01-11T22:30:00  code 2, AB****56: granted until 2030-01-12T01:30:00 -> "
      "granted until 2030-01-11T23:30:00\n",
      out.c_str());
  STRCMP_CONTAINS("  1  granted -> refused, by Notice A §4\n", out.c_str());
  STRCMP_CONTAINS("  1  repeated -> granted, by Notice A §4\n", out.c_str());
  CHECK_TRUE(out.find("AB123456") == std::string::npos);
}

TEST(Replay, showsALaterBeginningUpToTheSameEnd) {
  change("hours=\"2\"/>", "hours=\"1\" minutes=\"45\"/><begins after-minutes=\"15\"/>");
  LONGS_EQUAL(kNo, look());
  STRCMP_CONTAINS(
      "granted from 2030-01-13T10:00:00 until 2030-01-13T12:00:00 -> "
      "granted from 2030-01-13T10:15:00 until 2030-01-13T12:00:00\n",
      out.c_str());
}

TEST(Replay, namesTheBanThatCutsAPermit) {
  options.since = "2030-01-01T00:00";
  std::ofstream(options.rules + "/ban.xml")
      << R"(<forbidden id="ban" from="2030-01-12T01:00" until="2030-01-12T02:00" published="2030-01-10" clause="A 9" )"
      << R"(reply="ban" cuts-permits="yes"><title>An hour</title>)"
      << R"(<texts lang="en"><text id="ban">Nobody leaves home.</text></texts></forbidden>)";
  LONGS_EQUAL(kNo, look());
  STRCMP_CONTAINS("  1  granted -> granted, by Notice A §9\n", out.c_str());
  STRCMP_CONTAINS("  1  repeated -> repeated, by Notice A §9\n", out.c_str());
  STRCMP_CONTAINS("2 decisions change:\n", out.c_str());
}

TEST(Replay, replaysTheLastDayFromTheEarlierPermits) {
  LONGS_EQUAL(kYes, look());
  STRCMP_CONTAINS("2 texts from 2030-01-13T10:00:00", out.c_str());
  options.since = "2030-01-12T00:00";
  LONGS_EQUAL(kYes, look());
  STRCMP_CONTAINS("  repeated             1           1\n", out.c_str());
}

TEST(Replay, replaysABatch) {
  options.batch = folder.file("texts");
  std::ofstream(*options.batch) << "2030-01-11T10:00\t994501112233\t1 AB123456\r\nnonsense\n";
  change("hours=\"2\"", "hours=\"1\"");
  LONGS_EQUAL(kBrokenInput, look());
  STRCMP_CONTAINS("line 2: ", err.c_str());
  STRCMP_CONTAINS("1 text from 2030-01-11T10:00:00", out.c_str());
  STRCMP_CONTAINS("1 line was not read.\n1 decision changes:", out.c_str());
}

TEST(Replay, countsLinesThatItCouldNotRead) {
  options.batch = folder.file("texts");
  std::ofstream(*options.batch) << "2030-01-11 1 AB123456\nnonsense\n";
  LONGS_EQUAL(kBrokenInput, look());
  STRCMP_CONTAINS("2 lines were not read.\nNo decision changes in the texts that were read.\n", out.c_str());
  options.json = true;
  LONGS_EQUAL(kBrokenInput, look());
  CHECK_EQUAL(2, nlohmann::json::parse(out)["unread"].get<int>());
}

TEST(Replay, jsonSaysTheSame) {
  options.json = true;
  options.running = "test/rules/base";
  change("hours=\"2\"", "hours=\"1\"");
  LONGS_EQUAL(kNo, look());
  const auto json = nlohmann::json::parse(out);
  CHECK_EQUAL(2, json["texts"].get<int>());
  CHECK_EQUAL(1, json["changed"].get<int>());
  STRCMP_EQUAL("granted", json["changes"][0]["after"].get<std::string>().c_str());
  CHECK_EQUAL(1, json["changes"][0]["examples"].size());
}

TEST(Replay, writesNothing) {
  look();
  LONGS_EQUAL(6, *(*open_store(options.store))->last());
}

TEST(Replay, namesTheFaultsOfNewRules) {
  change("<decree", "<decre");
  LONGS_EQUAL(kBrokenInput, look());
  STRCMP_CONTAINS("next/decree.xml:", err.c_str());
}
