#include "tool/permits/show.h"

#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <memory>
#include <string>

#include <nlohmann/json.hpp>

#include "operations/user.h"
#include "ruleset/load.h"
#include "store/open.h"
#include "test/rig/captured_output.h"
#include "test/rig/store_folder.h"
#include "test/rig/store_process.h"
#include "tool/rules/local_service.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::tool;
using namespace std::chrono_literals;

/// A register of July 2020, and what an inspector sees of it.
TEST_GROUP(Show) {
  test::StoreFolder folder;
  Loaded loaded = load_folder("rules/8103");
  std::unique_ptr<RegisterStore> store;
  ShowOptions options{"document", "AZE12345678", "", "", "2020-07-21T10:30"};
  std::string out;
  std::string err;

  void setup() override {
    options.store = folder.path();
    open();
    CHECK_TRUE(store->accept_rules(loaded.rules->hash, loaded.text, HostTime{at("2020-07-19T00:00")}).ok());
  }

  void open() { store = std::move(*open_store(folder.path())); }
  Instant at(std::string_view local) { return loaded.rules->zone.instant(*parse_local_time(local)); }
  Sequence say(std::string_view when, const std::string& text) {
    LocalService service(loaded.rules, *store);
    CHECK_TRUE(service.answer(text, "994501112233", at(when)).ok());
    return *store->last();
  }
  void move(Sequence permit, const char* until, bool revoked, const char* when) {
    const NewEnd end{.until = at(until), .revoked = revoked};
    CHECK_TRUE(store->change_end(permit, "", end, {"aliyev", "doctor's certificate 7"}, at(when))->has_value());
  }
  StandingPermit work(const char* activity) {
    return {.kind = "work",
            .activity = activity,
            .period = {at("2020-07-06T00:00"), at("2020-07-20T06:00")},
            .holder = "5ABC12D",
            .plate = "10AA123",
            .issuer = "Baku Metro",
            .places = "Baku"};
  }
  ExitStatus look() {
    store.reset();
    const test::CapturedOutput output;
    const ExitStatus status = show(options);
    out = output.out();
    err = output.err();
    return status;
  }
  nlohmann::json look_by_machine() {
    options.json = true;
    look();
    return nlohmann::json::parse(out);
  }
};

TEST(Show, printsTheAnswerBeforeTheReason) {
  say("2020-07-21T10:00", "2 AZE12345678 10AA123");
  LONGS_EQUAL(kYes, look());
  STRCMP_CONTAINS("document AZE12345678 at 2020-07-21T10:30:00: permitted\n  valid ", out.c_str());
  STRCMP_CONTAINS("2020-07-21T10:00:00 to 2020-07-21T13:00:00\n", out.c_str());
  STRCMP_CONTAINS("document AZE12345678, plate 10****3, asked from 9945******33\n", out.c_str());
  STRCMP_CONTAINS("known since 2020-07-21T10:00:00, record 2, rules ", out.c_str());
  STRCMP_CONTAINS((hex(loaded.rules->hash).substr(0, 12) + ", under digital.gov.az 19.07.2020").c_str(), out.c_str());
  STRCMP_CONTAINS(", decree 2020-07-20\n", out.c_str());
}

TEST(Show, aPermitGivenAfterTheStopDoesNotCountAtIt) {
  say("2020-07-21T10:31", "2 AZE12345678");
  LONGS_EQUAL(kNo, look());
  STRCMP_CONTAINS(": not permitted\n  not known", out.c_str());
  STRCMP_CONTAINS("known since 2020-07-21T10:31:00, later, record 2", out.c_str());
}

TEST(Show, aCarThatWasNamedAfterTheStopIsNotPermittedAtIt) {
  say("2020-07-21T10:00", "2 AZE12345678");
  say("2020-07-21T10:31", "2 AZE12345678 10AA123");
  options.by = "plate";
  options.key = "10-AA-123";
  LONGS_EQUAL(kNo, look());
  STRCMP_CONTAINS("known since 2020-07-21T10:31:00, later", out.c_str());
  options.at = "2020-07-21T10:31";
  LONGS_EQUAL(kYes, look());
  options.by = "document";
  options.key = "AZE12345678";
  options.at = "2020-07-21T10:30";
  LONGS_EQUAL(kYes, look());
  STRCMP_CONTAINS("no plate", out.c_str());
}

// The last plate that was named counts from then on, and not before.
TEST(Show, aReplacedCarWasPermittedUntilThen) {
  say("2020-07-21T10:00", "2 AZE12345678 10AA123");
  say("2020-07-21T10:20", "2 AZE12345678 10AA456");
  options.by = "plate";
  options.key = "10-AA-123";
  options.at = "2020-07-21T10:19";
  LONGS_EQUAL(kYes, look());
  STRCMP_CONTAINS("AZE******78, plate 10AA123, asked from", out.c_str());
  STRCMP_CONTAINS("known since 2020-07-21T10:00:00, record 2", out.c_str());
  options.at = "2020-07-21T10:20";
  LONGS_EQUAL(kNo, look());
  options.key = "10-AA-456";
  LONGS_EQUAL(kYes, look());
  options.at = "2020-07-21T10:19";
  LONGS_EQUAL(kNo, look());
}

TEST(Show, aCarThatIsNamedAgainWasPermittedTheFirstTimeToo) {
  say("2020-07-21T09:55", "2 AZE12345678");
  say("2020-07-21T10:00", "2 AZE12345678 10AA123");
  say("2020-07-21T10:10", "2 AZE12345678 10AA456");
  say("2020-07-21T10:20", "2 AZE12345678 10AA123");
  options.by = "plate";
  options.key = "10-AA-123";
  for (const auto& [at, permitted] :
       {std::pair("2020-07-21T10:05", kYes), std::pair("2020-07-21T10:15", kNo), std::pair("2020-07-21T10:25", kYes)}) {
    options.at = at;
    LONGS_EQUAL(permitted, look());
    open();
  }
}

TEST(Show, aReasonOfSeveralLinesIsPrintedOnOne) {
  CHECK_TRUE(store->enter(work("allowed"), {"metro\x1B[2J", "a\nb"}, at("2020-07-05T09:00")).ok());
  options.key = "5abc12d";
  LONGS_EQUAL(kYes, look());
  STRCMP_CONTAINS("entered by metro [2J, activity", out.c_str());
  STRCMP_CONTAINS(": a b\n", out.c_str());
}

TEST(Show, saysWhoRevokedAPermitAndWhy) {
  move(say("2020-07-21T10:00", "2 AZE12345678"), "2020-07-21T10:20", true, "2020-07-21T10:20");
  LONGS_EQUAL(kNo, look());
  STRCMP_CONTAINS("  revoked    code 2", out.c_str());
  STRCMP_CONTAINS("revoked to 2020-07-21T10:20:00 on 2020-07-21T10:20:00 by aliyev: doctor's certificate 7, record 3\n",
                  out.c_str());
  options.at = "2020-07-21T10:19";
  LONGS_EQUAL(kYes, look());
  STRCMP_CONTAINS("10:00:00 to 2020-07-21T13:00:00\n", out.c_str());
  STRCMP_CONTAINS("record 3, later: it does not count for that moment\n", out.c_str());
}

TEST(Show, ofSeveralMovesTheLastOneByThenCounts) {
  const Sequence permit = say("2020-07-21T10:00", "1 AZE12345678");
  move(permit, "2020-07-21T15:00", false, "2020-07-21T11:00");
  move(permit, "2020-07-21T18:00", false, "2020-07-21T15:30");
  options.at = "2020-07-21T14:00";
  LONGS_EQUAL(kYes, look());
  STRCMP_CONTAINS("10:00:00 to 2020-07-21T15:00:00\n", out.c_str());
  options.at = "2020-07-21T15:15";
  LONGS_EQUAL(kNo, look());
  options.at = "2020-07-21T17:00";
  LONGS_EQUAL(kYes, look());
}

TEST(Show, aDecreeExtendsStandingPermitsOfItsActivities) {
  CHECK_TRUE(store->enter(work("allowed"), {"metro", ""}, at("2020-07-05T09:00")).ok());
  options.key = "5abc12d";
  LONGS_EQUAL(kYes, look());
  STRCMP_CONTAINS("  valid      work  2020-07-06T00:00:00 to 2020-08-05T06:00:00\n", out.c_str());
  STRCMP_CONTAINS("entered by metro, activity allowed, issuer Baku Metro, places Baku\n", out.c_str());
  STRCMP_CONTAINS("extended by decree 2020-07-20 to 2020-08-05T06:00:00 under ", out.c_str());
  options.by = "plate";
  options.key = "10AA123";
  LONGS_EQUAL(kYes, look());
  STRCMP_CONTAINS("document 5A****D", out.c_str());
}

TEST(Show, aStandingPermitSaysWhoEnteredItAndWhy) {
  StandingPermit funeral = work("");
  funeral.kind = "funeral";
  CHECK_TRUE(store->enter(funeral, {"102/17", "an uncle, call of 994501112233"}, at("2020-07-21T11:00")).ok());
  options.key = "5ABC12D";
  LONGS_EQUAL(kNo, look());
  STRCMP_CONTAINS("entered by 102/17, issuer Baku Metro, places Baku: an uncle, call of 9945******33\n", out.c_str());
}

TEST(Show, aStandingPermitOfAnotherActivityHasEnded) {
  CHECK_TRUE(store->enter(work("new"), {"metro", ""}, at("2020-07-05T09:00")).ok());
  options.key = "5ABC12D";
  LONGS_EQUAL(kNo, look());
  STRCMP_CONTAINS("  ended      work", out.c_str());
}

TEST(Show, aStandingPermitEnteredAfterTheStopDoesNotCountAtIt) {
  StandingPermit late = work("allowed");
  late.period = {at("2020-07-21T10:00"), at("2020-07-22T10:00")};
  CHECK_TRUE(store->enter(late, {"metro", ""}, at("2020-07-21T10:40")).ok());
  options.key = "5ABC12D";
  LONGS_EQUAL(kNo, look());
  STRCMP_CONTAINS("known since 2020-07-21T10:40:00, later", out.c_str());
}

TEST(Show, showsTheRefusalsOfTheDayAndHidesLists) {
  say("2020-07-20T23:00", "3 AZE12345678");
  say("2020-07-21T10:00", "3 AZE12345678");
  const Listing listing{"health", Listing::Of::document, "AZE12345678", at("2020-07-21T10:05"), {}, "clerk", "a test"};
  CHECK_TRUE(store->put_on_list(listing).ok());
  say("2020-07-21T10:10", "2 AZE12345678");
  LONGS_EQUAL(kNo, look());
  STRCMP_CONTAINS("  refused    code 2  2020-07-21T10:10:00, record 5 under ", out.c_str());
  STRCMP_CONTAINS("  refused    code 3  2020-07-21T10:00:00, record 3, funeral under ", out.c_str());
  CHECK_TRUE(out.find("listed") == std::string::npos && out.find("health") == std::string::npos);
  CHECK_TRUE(out.find("T23:00") == std::string::npos);
  options.reveal = true;
  LONGS_EQUAL(kNo, look());
  STRCMP_CONTAINS("record 5, listed under ", out.c_str());
  STRCMP_CONTAINS("is on list health", out.c_str());
}

TEST(Show, revealIsLogged) {
  say("2020-07-21T10:00", "2 AZE12345678 10AA123");
  options.reveal = true;
  LONGS_EQUAL(kYes, look());
  STRCMP_CONTAINS("plate 10AA123, asked from 994501112233", out.c_str());
  open();
  const Record last = store->log(*store->last(), 1)->at(0);
  const AdminEvent& act = std::get<AdminEvent>(last.event);
  CHECK_TRUE(std::get<Revealed>(act.what) == (Revealed{"show document --at 2020-07-21T10:30", "AZE12345678"}));
  STRCMP_EQUAL(user_name().c_str(), act.actor.by.c_str());
}

TEST(Show, revealNeedsWriteAccess) {
  say("2020-07-21T10:00", "2 AZE12345678 10AA123");
  store.reset();
  chmod(folder.path().c_str(), 0755);
  chmod(folder.file("data.mdb").c_str(), 0444);
  chmod(folder.file("lock.mdb").c_str(), 0666);
  options.rules = "rules/8103";
  test::ChildProcess reader([&] {
    if (geteuid() == 0 && seteuid(65534) != 0) return 1;  // nobody, by Debian's base-passwd
    if (look() != kYes) return 2;
    options.reveal = true;
    return look() == kUnavailable && out.empty() && err.find("--reveal must be logged") != std::string::npos ? 0 : 3;
  });
  LONGS_EQUAL(0, reader.wait());
}

TEST(Show, anUnreadableKeyIsNotCalledUnpermitted) {
  options.key = "AZE123";
  LONGS_EQUAL(kUsage, look());
  STRCMP_EQUAL("", out.c_str());
  STRCMP_CONTAINS("is not a document that the rules can read", err.c_str());
  options.by = "plate";
  options.key = "??";
  LONGS_EQUAL(kUsage, look());
  options.by = "phone";
  options.key = "12";
  LONGS_EQUAL(kUsage, look());
}

TEST(Show, jsonSaysTheSame) {
  say("2020-07-21T10:00", "2 AZE12345678 10AA123");
  const auto json = look_by_machine();
  LONGS_EQUAL(1, json["version"].get<int>());
  CHECK_TRUE(json["permitted"].get<bool>());
  STRCMP_EQUAL("2020-07-21T10:30:00", json["at"].get<std::string>().c_str());
  const auto permit = json["permits"].at(0);
  STRCMP_EQUAL("holds", permit["state"].get<std::string>().c_str());
  STRCMP_EQUAL("text", permit["kind"].get<std::string>().c_str());
  STRCMP_EQUAL("2020-07-21T13:00:00", permit["until"].get<std::string>().c_str());
  STRCMP_EQUAL("10****3", permit["plate"].get<std::string>().c_str());
  STRCMP_EQUAL("2020-07-20", permit["decree"].get<std::string>().c_str());
  STRCMP_EQUAL(hex(loaded.rules->hash).c_str(), permit["rules"].get<std::string>().c_str());
  CHECK_TRUE(permit["moved"].is_null() && permit["by_decree"].is_null());
  CHECK_TRUE(json["refused"].empty());
}

TEST(Show, answersAtOnceWhileTheRegisterIsWrittenAndDelaysNoText) {
  say("2020-07-21T10:00", "2 AZE12345678");
  store.reset();
  const test::Signal begun;
  test::ChildProcess writer([&] {
    open();
    for (unsigned number = 0;; ++number) {
      say("2020-07-21T10:20", "2 AZE" + std::to_string(20000000 + number));
      if (number == 10) begun.give();
    }
    return 0;
  });
  CHECK_TRUE(begun.await());
  Sequence last = 0;
  for (int look_number = 0; look_number < 10; ++look_number) {
    const auto before = std::chrono::steady_clock::now();
    LONGS_EQUAL(kYes, look());
    const auto taken = std::chrono::steady_clock::now() - before;
    CHECK_TRUE(taken < 2s);  // on a busy machine
    open();
    CHECK_TRUE(*store->last() >= last);
    last = *store->last();
  }
  CHECK_TRUE(last > 15);
}
