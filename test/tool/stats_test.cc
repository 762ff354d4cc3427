#include "tool/stats.h"

#include <unistd.h>

#include <memory>
#include <string>

#include <nlohmann/json.hpp>

#include "ruleset/load.h"
#include "store/lmdb_store.h"
#include "test/support/captured_output.h"
#include "test/support/store_folder.h"
#include "tool/counter.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::tool;

/// A register with texts of two days, by test/rules/base.
TEST_GROUP(Stats) {
  test::StoreFolder folder;
  Loaded loaded = load_folder("test/rules/base");
  std::unique_ptr<LmdbStore> store;
  std::string out;

  void setup() override {
    store = std::move(*LmdbStore::open(folder.path()));
    CHECK_TRUE(store->accept_rules(loaded.rules->hash, loaded.text, Moment{std::chrono::milliseconds{1}}).ok());
    say("2030-01-11T10:00", "2 AB123456");
    say("2030-01-11T23:30", "1 AB123456");
    say("2030-01-12T00:10", "2 AB654321");
    say("2030-01-12T00:20", "2 AB654321");
    say("2030-01-12T03:00", "hello");
  }

  Instant at(std::string_view local) { return loaded.rules->zone.instant(*parse_local_time(local)); }
  void say(std::string_view when, const std::string& text) {
    Counter counter(loaded.rules, *store);
    CHECK_TRUE(counter.say(text, "994501112233", at(when)).ok());
  }
  void report(std::vector<std::string> faults, const Digest& rules) {
    BoxReport box;
    box.box = "permit8103";
    box.process = static_cast<std::uint32_t>(getpid());
    box.rules = rules;
    box.folder = "/rules";
    box.faults = std::move(faults);
    CHECK_TRUE(store->report(box).ok());
  }
  /// Of a process that has the register alone.
  ExitStatus look(const std::string& local, bool json = false) {
    store.reset();
    const test::CapturedOutput output;
    const ExitStatus status = stats({folder.path(), local, json});
    out = output.out();
    return status;
  }
};

TEST(Stats, countsTheTextsOfTheDayAndThePermitsAlive) {
  report({}, loaded.rules->hash);
  LONGS_EQUAL(kYes, look("2030-01-12T00:45"));
  STRCMP_CONTAINS("last      record 6 of 2030-01-12T03:00:00\n", out.c_str());
  STRCMP_CONTAINS("today     1 granted, 1 repeated, 0 refused, 0 unreadable, 0 information, 0 silent\n", out.c_str());
  STRCMP_CONTAINS("alive     2 permits, of those given since ", out.c_str());
  STRCMP_CONTAINS((hex(loaded.rules->hash).substr(0, 12) + " in force since 1970-01-01T04:00:00.001\n").c_str(),
                  out.c_str());
}

TEST(Stats, countsOnlyWhatWasDecidedByThen) {
  report({}, loaded.rules->hash);
  look("2030-01-11T12:00");
  STRCMP_CONTAINS("today     1 granted, 0 repeated, 0 refused, 0 unreadable", out.c_str());
  STRCMP_CONTAINS("alive     1 permit,", out.c_str());
}

TEST(Stats, showsABrokenFolder) {
  report({"/rules/service.xml:12: the mend"}, loaded.rules->hash);
  LONGS_EQUAL(kNo, look("2030-01-12T00:45"));
  STRCMP_CONTAINS("  rules     /rules does not compile and is not used\n            /rules/service.xml:12: the mend\n",
                  out.c_str());
  STRCMP_CONTAINS("WRONG     box permit8103, process ", out.c_str());
}

TEST(Stats, isWrongWhenALibraryAnswersByOtherRules) {
  report({}, Digest{1});
  LONGS_EQUAL(kNo, look("2030-01-12T00:45"));
  STRCMP_CONTAINS("it answers by other rules than the register says", out.c_str());
}

TEST(Stats, isWrongWhenNoLibraryRuns) {
  LONGS_EQUAL(kNo, look("2030-01-12T00:45"));
  STRCMP_CONTAINS("WRONG     no library runs on this register\n", out.c_str());
}

TEST(Stats, saysTheSameToAMachine) {
  report({"/rules/service.xml:12: the mend"}, loaded.rules->hash);
  LONGS_EQUAL(kNo, look("2030-01-12T00:45", true));
  const auto json = nlohmann::json::parse(out);
  CHECK_EQUAL(1, json["today"]["granted"].get<int>());
  CHECK_EQUAL(2, json["alive"].get<int>());
  STRCMP_EQUAL(hex(loaded.rules->hash).c_str(), json["rules"]["hash"].get<std::string>().c_str());
  STRCMP_EQUAL("/rules/service.xml:12: the mend", json["boxes"][0]["faults"][0].get<std::string>().c_str());
  CHECK_TRUE(json["boxes"][0]["shadow"].is_null());
  CHECK_EQUAL(1, json["wrong"].size());
}
