#include "tool/inspect/log_view.h"

#include <algorithm>
#include <memory>
#include <string>

#include <nlohmann/json.hpp>

#include "ruleset/load.h"
#include "store/open.h"
#include "test/rig/captured_output.h"
#include "test/rig/store_folder.h"
#include "test/rig/store_process.h"
#include "tool/cli/command_rules.h"
#include "tool/rules/local_service.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::tool;

/// A register of July 2020 with a text of each kind and an act of each kind.
TEST_GROUP(LogView) {
  test::StoreFolder folder;
  Loaded loaded = load_folder("rules/8103");
  std::unique_ptr<RegisterStore> store;
  LogViewOptions options;
  std::string out;
  std::string err;

  void setup() override {
    options.store = folder.path();
    store = std::move(*open_store(folder.path()));
    CHECK_TRUE(store->accept_rules(loaded.rules->hash, loaded.text, HostTime{at("2020-07-19T00:00")}).ok());
    say("2020-07-21T10:00", "2 AZE12345678 10AA123");
    say("2020-07-21T11:00", "hello");
    say("2020-07-21T14:31", "2 AZE12345678");
    CHECK_TRUE(
        store
            ->put_on_list({"health", Listing::Of::document, "AZE12345678", at("2020-07-21T14:32"), {}, "clerk", "sick"})
            .ok());
    say("2020-07-21T14:32", "1 AZE12345678", 17);
    CHECK_TRUE(store
                   ->change_end(2, "", {.until = at("2020-07-21T12:00"), .revoked = true}, {"chief", "found out"},
                                at("2020-07-21T15:00"))
                   ->has_value());
    const StandingPermit work{.kind = "work",
                              .period = {at("2020-07-22T00:00"), at("2020-08-01T00:00")},
                              .holder = "AZE87654321",
                              .plate = "10AA123"};
    CHECK_TRUE(store->enter(work, {"metro", "new driver, 0501112233"}, at("2020-07-21T16:00")).ok());
  }

  Instant at(std::string_view local) { return loaded.rules->zone.instant(*parse_local_time(local)); }
  void say(std::string_view when, const std::string& text, int seconds = 0) {
    LocalService service(loaded.rules, *store);
    CHECK_TRUE(service.answer(text, "994501112233", at(when) + std::chrono::seconds(seconds)).ok());
  }
  ExitStatus look() {
    store.reset();
    const test::CapturedOutput output;
    const ExitStatus status = view_log(options);
    out = output.out();
    err = output.err();
    return status;
  }
  ExitStatus look_for(const char* by, const char* key) {
    options.by = by;
    options.key = key;
    return look();
  }
  long lines() const { return std::count(out.begin(), out.end(), '\n'); }
  bool says(const char* what) const { return out.find(what) != std::string::npos; }
};

// A text or a reason must not add lines to the log, nor control the screen of its reader.
TEST(LogView, wordsOfSeveralLinesArePrintedOnOne) {
  say("2020-07-21T17:00", "hello\x1B[2J\n2020-07-21T17:00:00  99  granted");
  CHECK_TRUE(store->note({{"a\nb", "c\nd"}, Revealed{"log", ""}}, at("2020-07-21T17:00")).ok());
  LONGS_EQUAL(kYes, look());
  LONGS_EQUAL(10, lines());
  STRCMP_CONTAINS("by a b: c d, rules ", out.c_str());
  store = std::move(*open_store(folder.path()));
  options.at = "2020-07-21T17:00";
  LONGS_EQUAL(kYes, look_for("phone", "994501112233"));
  STRCMP_CONTAINS("\n          (42 characters, not understood; see --reveal)\nanswer    unreadable, format\n",
                  out.c_str());
  STRCMP_CONTAINS("\n          (withheld; see --reveal)\n", out.c_str());
  options.reveal = true;
  look();
  STRCMP_CONTAINS("\n          hello [2J 2020-07-21T17:00:00  99  granted\n", out.c_str());
  CHECK_TRUE(out.find('\x1B') == std::string::npos);
}

TEST(LogView, hidesTheWordsOfATextButSaysHowTheyWereRead) {
  say("2020-07-21T17:00", "2 AZE12345679 10-AA-123");
  options.at = "2020-07-21T17:00";
  LONGS_EQUAL(kYes, look_for("document", "AZE12345679"));
  STRCMP_CONTAINS("\n          (23 characters, read as code 2, AZE12345679, 10****3; see --reveal)\n", out.c_str());
}

TEST(LogView, everyRecordIsOneLine) {
  LONGS_EQUAL(kYes, look());
  LONGS_EQUAL(8, lines());
  const std::string rules = ", rules " + hex(loaded.rules->hash).substr(0, 12) + "\n";
  STRCMP_CONTAINS(("2020-07-21T10:00:00  2  granted     code 2 AZE******78 10****3 from 9945******33, to "
                   "2020-07-21T13:00:00, under "
                   "digital.gov.az 19.07.2020 §8" +
                   rules)
                      .c_str(),
                  out.c_str());
  STRCMP_CONTAINS("  3  unreadable  from 9945******33, format", out.c_str());
  STRCMP_CONTAINS("  7  revoked     permit 2 of AZE******78 from 2020-07-21T12:00:00, by chief: found out",
                  out.c_str());
  STRCMP_CONTAINS(
      "  8  entered     work AZE******21 10****3  2020-07-22T00:00:00 to 2020-08-01T00:00:00, by metro: new "
      "driver, 050*****33,",
      out.c_str());
  CHECK_FALSE(says("health") || says("sick") || says("listed, under") || says("12345678"));
}

TEST(LogView, revealsWhatIsMasked) {
  options.reveal = true;
  LONGS_EQUAL(kYes, look());
  STRCMP_CONTAINS("listed      document AZE12345678 on list health, by clerk: sick", out.c_str());
  STRCMP_CONTAINS("code 1 AZE12345678 from 994501112233, listed, under", out.c_str());
}

TEST(LogView, printsOnlyRecordsThatNameASubject) {
  LONGS_EQUAL(kYes, look_for("document", "aze 12345678"));
  LONGS_EQUAL(5, lines());
  CHECK_TRUE(says("AZE12345678") && !says("AZE******21"));
  LONGS_EQUAL(kYes, look_for("plate", "10-AA-123"));
  LONGS_EQUAL(3, lines());
  LONGS_EQUAL(kYes, look_for("phone", "0501112233"));
  LONGS_EQUAL(5, lines());
  LONGS_EQUAL(kUsage, look_for("document", "AZE12"));
}

TEST(LogView, printsAPeriodOrTheLastRecords) {
  options.since = "2020-07-21T11:00";
  options.until = "2020-07-21T15:00";
  LONGS_EQUAL(kYes, look());
  LONGS_EQUAL(4, lines());
  options.last = 2;
  LONGS_EQUAL(kYes, look());
  LONGS_EQUAL(2, lines());
  STRCMP_CONTAINS("14:32:00  5  ", out.c_str());
  STRCMP_CONTAINS("14:32:17  6  ", out.c_str());
  options = {};
  options.store = folder.path();
  options.last = 3;
  LONGS_EQUAL(kYes, look_for("document", "AZE12345678"));
  LONGS_EQUAL(3, lines());
  STRCMP_CONTAINS("  7  revoked", out.c_str());
  options.since = "2021-01-01T00:00";
  LONGS_EQUAL(kYes, look());
  LONGS_EQUAL(0, lines());
}

TEST(LogView, actsLeavesTextsOut) {
  options.acts = true;
  LONGS_EQUAL(kYes, look());
  LONGS_EQUAL(4, lines());
  CHECK_TRUE(says("by chief") && says("by metro") && !says("granted"));
  options.last = 1;
  LONGS_EQUAL(kYes, look_for("document", "AZE12345678"));
  LONGS_EQUAL(1, lines());
  STRCMP_CONTAINS("by chief", out.c_str());
}

TEST(LogView, printsTheAnswerOfAMinute) {
  options.at = "2020-07-21T14:31";
  LONGS_EQUAL(kYes, look_for("document", "AZE12345678"));
  STRCMP_CONTAINS(
      "text      2020-07-21T14:31:00, record 4, from 9945******33\n"
      "          (13 characters, read as code 2, AZE12345678; see --reveal)\n",
      out.c_str());
  STRCMP_CONTAINS("answer    refused, limit\n", out.c_str());
  STRCMP_CONTAINS("AZE12345678: ", out.c_str());
  STRCMP_CONTAINS("\nunder     digital.gov.az 19.07.2020 §8, decree 2020-07-20 (", out.c_str());
  STRCMP_CONTAINS(("\nrules     " + hex(loaded.rules->hash) + "\n").c_str(), out.c_str());
}

TEST(LogView, aMinuteLastsToItsEndAndARefusalForAListIsWithheld) {
  options.at = "2020-07-21T14:32";
  LONGS_EQUAL(kYes, look_for("document", "AZE12345678"));
  STRCMP_CONTAINS("text      2020-07-21T14:32:17, record 6", out.c_str());
  STRCMP_CONTAINS("answer    refused\n          (withheld; see --reveal)\n", out.c_str());
  options.at = "2020-07-21T14:32:16";
  look();
  STRCMP_CONTAINS("record 4", out.c_str());
  options.at = "2020-07-21T09:59";
  LONGS_EQUAL(kNo, look());
  STRCMP_CONTAINS("no text of document AZE12345678 up to 2020-07-21T09:59\n", out.c_str());
  options.by = "";
  LONGS_EQUAL(kUsage, look());
}

TEST(LogView, jsonIsOneObjectPerLine) {
  options.json = true;
  LONGS_EQUAL(kYes, look());
  std::vector<nlohmann::json> records;
  for (std::size_t from = 0, end = 0; (end = out.find('\n', from)) != std::string::npos; from = end + 1)
    records.push_back(nlohmann::json::parse(out.substr(from, end - from)));
  LONGS_EQUAL(8, records.size());
  STRCMP_EQUAL("granted", records[1]["outcome"].get<std::string>().c_str());
  CHECK_TRUE(records[1]["text"].is_null() && records[2]["reply"].is_null());
  STRCMP_CONTAINS("Icaze 2: AZE******78, avto 10****3, ", records[1]["reply"].get<std::string>().c_str());
  CHECK_TRUE(records[4]["list"].is_null() && records[4]["why"].is_null());
  CHECK_TRUE(records[5]["reply"].is_null());
  STRCMP_EQUAL("revoked", records[6]["what"].get<std::string>().c_str());
  LONGS_EQUAL(2, records[6]["permit"].get<int>());
  STRCMP_EQUAL("found out", records[6]["why"].get<std::string>().c_str());
}

TEST(LogView, followsNewRecords) {
  store.reset();
  options.follow = true;
  options.since = render_local_time(loaded.rules->zone.local(clock_now()));
  options.until = render_local_time(loaded.rules->zone.local(clock_now() + std::chrono::seconds(3)));
  test::ChildProcess writer([&] {
    store = std::move(*open_store(folder.path()));
    const Listing listing{"health", Listing::Of::phone, "994501112233", clock_now(), {}, "clerk", "sick"};
    return store->put_on_list(listing).ok() ? 0 : 1;
  });
  LONGS_EQUAL(kYes, look());
  LONGS_EQUAL(0, writer.wait());
  LONGS_EQUAL(1, lines());
  STRCMP_CONTAINS("listed      phone 9945******33 on a list, by clerk, rules ", out.c_str());
}
