#include "tool/operate/purge.h"

#include <unistd.h>

#include <chrono>
#include <memory>
#include <string>

#include "operations/history.h"
#include "ruleset/load.h"
#include "store/lmdb/environment.h"
#include "store/open.h"
#include "test/rig/captured_output.h"
#include "test/rig/store_folder.h"
#include "test/rig/store_samples.h"
#include "tool/cli/command_rules.h"
#include "tool/operate/erase.h"
#include "tool/rules/local_service.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::tool;
using test::ask;

/// A register of July 2020, long ago.
TEST_GROUP(Purge) {
  test::StoreFolder scratch;
  Loaded loaded = load_folder("rules/8103");
  PurgeOptions options;
  EraseOptions person;
  std::string out;
  std::string err;

  void setup() override {
    options.store = person.store = scratch.file("store");
    options.by = person.by = "clerk";
    person.why = "request 17";
    person.whom = "aze 12345678";
    person.yes = true;
    const auto store = opened();
    CHECK_TRUE(store->accept_rules(loaded.rules->hash, loaded.text, HostTime{}).ok());
    say("2020-07-21T10:00", "2 AZE12345678 10AA123");
    say("2020-07-21T10:05", "2-aze-12345678!!");
    say("2020-07-22T10:00", "2 AZE87654321");
  }

  std::unique_ptr<RegisterStore> opened() const { return std::move(*open_store(options.store)); }
  void say(std::string_view when, const std::string& text) const {
    const auto store = opened();
    LocalService service(loaded.rules, *store);
    CHECK_TRUE(service.answer(text, "994501112233", loaded.rules->zone.instant(*parse_local_time(when))).ok());
  }
  Instant at(std::string_view local) const { return loaded.rules->zone.instant(*parse_local_time(local)); }
  void enter(std::string_view since, std::string_view until, const std::string& reference) const {
    const StandingPermit permit{.kind = "work",
                                .activity = "allowed",
                                .period = {at(since), at(until)},
                                .holder = "5ABC2D1",
                                .reference = reference};
    CHECK_TRUE(opened()->enter(permit, {"clerk", ""}, permit.period.from).ok());
  }
  template <typename Options>
  ExitStatus run(ExitStatus(*verb)(const Options&), const Options& with) {
    const test::CapturedOutput output;
    const ExitStatus status = verb(with);
    out = output.out();
    err = output.err();
    return status;
  }
};

TEST(Purge, removesOldRecordsAndTheRestVerifies) {
  options.before = "2020-07-22T10:00";
  LONGS_EQUAL(kYes, run(purge, options));
  STRCMP_CONTAINS("Removed everything before 2020-07-22T10:00", out.c_str());
  const auto store = opened();
  const auto log = store->log(1, 10);
  STRCMP_EQUAL("AZE87654321", log->at(0).text()->document.c_str());
  const AdminEvent& act = std::get<AdminEvent>(log->at(1).event);
  STRCMP_EQUAL("clerk", act.actor.by.c_str());
  CHECK_TRUE(std::get<Removed>(act.what).what == Removed::What::history);
  CHECK_TRUE(store->verify().ok());
  CHECK_TRUE(test::by_document(*store, "AZE12345678").empty());
}

TEST(Purge, removesRawTextsAndKeepsTheirReading) {
  options.keep_texts_days = 30;
  LONGS_EQUAL(kYes, run(purge, options));
  const auto store = opened();
  for (const Entry& text : test::texts(*store)) STRCMP_EQUAL("", text.text.body.c_str());
  STRCMP_EQUAL("AZE12345678", test::texts(*store)[0].document.c_str());
  CHECK_TRUE(store->verify().ok());
  LONGS_EQUAL(1, test::by_document(*store, "AZE12345678").size());
}

TEST(Purge, keepsWhatALimitOrAnSmscStillNeeds) {
  options.keep_days = 3;
  LONGS_EQUAL(kUsage, run(purge, options));
  STRCMP_CONTAINS("limits still count permits, and SMSCs may deliver texts again, from", err.c_str());
  LONGS_EQUAL(3, test::texts(*opened()).size());
}

TEST(Purge, removesStandingPermitsThatEndedBefore) {
  enter("2020-08-01T00:00", "2020-08-10T00:00", "1");
  enter("2020-08-02T00:00", "2030-08-10T00:00", "2");
  enter("2020-08-03T00:00", "2030-09-10T00:00", "2");  // replaces the one before
  options.before = "2020-08-20T00:00";
  LONGS_EQUAL(kYes, run(purge, options));
  STRCMP_CONTAINS(", and 2 standing permits.\n", out.c_str());
  const auto store = opened();
  LONGS_EQUAL(1, store->standing_of("5ABC2D1")->size());
  CHECK_TRUE(store->standing_of("5ABC2D1")->at(0).period.until == at("2030-09-10T00:00"));
  CHECK_TRUE(store->verify().ok());
}

TEST(Purge, keepsStandingPermitsThatADecreeHasExtended) {
  enter("2020-07-06T00:00", "2020-07-25T00:00", "");
  options.before = "2020-08-01T00:00";
  LONGS_EQUAL(kYes, run(purge, options));
  LONGS_EQUAL(1, opened()->standing_of("5ABC2D1")->size());
  options.before = "2020-08-06T00:00";
  LONGS_EQUAL(kYes, run(purge, options));
  LONGS_EQUAL(0, opened()->standing_of("5ABC2D1")->size());
}

TEST(Purge, requiresATime) {
  options.configured.file = "/etc/p.conf";
  LONGS_EQUAL(kUsage, run(purge, options));
  STRCMP_CONTAINS("--before or --keep-days", err.c_str());
  STRCMP_CONTAINS("or set `keep-days' or `keep-texts-days' in /etc/p.conf", err.c_str());
}

TEST(Purge, usesTheConfigurationWithoutOptions) {
  options.configured = {"/etc/p.conf", 90, 30};
  LONGS_EQUAL(kYes, run(purge, options));
  STRCMP_CONTAINS("Removed everything before ", out.c_str());
  STRCMP_CONTAINS("Removed the raw texts before ", out.c_str());
  CHECK_TRUE(test::texts(*opened()).empty());
}

TEST(Purge, removesOnlyWhatItsOptionsName) {
  options.configured = {"/etc/p.conf", 90, 30};
  options.texts_before = "2020-07-22";
  LONGS_EQUAL(kYes, run(purge, options));
  const auto texts = test::texts(*opened());
  LONGS_EQUAL(3, texts.size());
  STRCMP_EQUAL("", texts[0].text.body.c_str());
  STRCMP_EQUAL("2 AZE87654321", texts[2].text.body.c_str());
}

TEST(Purge, namesTheKeyThatKeepsTooLittle) {
  options.configured = {"/etc/p.conf", 3, {}};
  LONGS_EQUAL(kUsage, run(purge, options));
  STRCMP_CONTAINS("; raise `keep-days' in /etc/p.conf", err.c_str());
  LONGS_EQUAL(3, test::texts(*opened()).size());
}

TEST(Purge, acceptsADayOrATime) {
  options.before = "in July";
  LONGS_EQUAL(kUsage, run(purge, options));
  STRCMP_CONTAINS("is not a local time; write it as 2020-07-21T10:00", err.c_str());
}

TEST(Purge, makesNoRegister) {
  options.store = scratch.file("other");
  options.keep_days = 30;
  LONGS_EQUAL(kUnavailable, run(purge, options));
}

TEST(Purge, aPersonIsErasedFromUnreadableTextsToo) {
  LONGS_EQUAL(kYes, run(erase, person));
  STRCMP_CONTAINS("2 records name AZE12345678", out.c_str());
  const auto store = opened();
  const auto log = store->log(1, 100);
  for (const Record& record : *log) CHECK_FALSE(mentions(record, Subject::document, "AZE12345678"));
  STRCMP_EQUAL("", log->at(2).text()->text.body.c_str());
  CHECK_TRUE(test::by_plate(*store, "10AA123").empty());
  STRCMP_EQUAL("AZE87654321", test::texts(*store)[2].document.c_str());
  CHECK_TRUE(store->verify().ok());
  LONGS_EQUAL(kYes, run(erase, person));
  STRCMP_CONTAINS("has no record of AZE12345678", out.c_str());
}

TEST(Purge, aPersonIsErasedEvenIfAStandingPermitOutlivedItsRecord) {
  const StandingPermit work{.kind = "work", .period = {at("2020-07-06T00:00"), {}}, .holder = "AZE12345678"};
  CHECK_TRUE(opened()->enter(work, {"clerk", ""}, work.period.from).ok());
  options.before = "2020-08-01T00:00";
  LONGS_EQUAL(kYes, run(purge, options));
  const Sequence entered = opened()->standing_of("AZE12345678")->at(0).sequence;
  LONGS_EQUAL(kNo, run(erase, person));
  const NewEnd end{.until = at("2020-08-02T00:00"), .revoked = true};
  CHECK_TRUE(opened()->change_end(entered, "AZE12345678", end, {"clerk", ""}, clock_now())->has_value());
  LONGS_EQUAL(kYes, run(erase, person));
  CHECK_TRUE(opened()->standing_of("AZE12345678")->empty());
  LONGS_EQUAL(kYes, run(erase, person));
  STRCMP_CONTAINS("has no record of AZE12345678", out.c_str());
}

TEST(Purge, aPersonIsErasedEvenIfAPermitOutlivedItsRecord) {
  options.before = "2020-07-21T12:00";
  LONGS_EQUAL(kYes, run(purge, options));
  LONGS_EQUAL(1, test::by_document(*opened(), "AZE12345678").size());
  LONGS_EQUAL(kYes, run(erase, person));
  STRCMP_CONTAINS("0 records name AZE12345678, which has had permits", out.c_str());
  CHECK_TRUE(test::by_document(*opened(), "AZE12345678").empty());
  LONGS_EQUAL(kYes, run(erase, person));
  STRCMP_CONTAINS("has no record of AZE12345678", out.c_str());
}

TEST(Purge, aPersonIsErasedByTheFinOfHisStandingPermits) {
  enter("2020-08-01T00:00", "2020-08-10T00:00", "1");
  person.whom = "5abc2d1";
  LONGS_EQUAL(kYes, run(erase, person));
  STRCMP_CONTAINS("1 record names 5ABC2D1", out.c_str());
  CHECK_TRUE(opened()->standing_of("5ABC2D1")->empty());
}

TEST(Purge, aPersonStaysWhileALimitCountsAPermit) {
  CHECK_TRUE(test::commit(*opened(), clock_now(), {ask(99, "AZE12345678")}).ok());
  LONGS_EQUAL(kNo, run(erase, person));
  STRCMP_CONTAINS("AZE12345678 cannot be erased: its permit of", err.c_str());
}

TEST(Purge, aPersonStaysWhileHeHoldsAStandingPermit) {
  const StandingPermit work{.kind = "work", .period = {clock_now(), {}}, .holder = "AZE12345678"};
  CHECK_TRUE(opened()->enter(work, {"clerk", ""}, clock_now()).ok());
  LONGS_EQUAL(kNo, run(erase, person));
  STRCMP_CONTAINS("it has a work permit; revoke that first", err.c_str());
}

TEST(Purge, aPersonStaysWhileHeIsListed) {
  const Listing listing{"health", Listing::Of::document, "AZE12345678", clock_now(), {}, "clerk", ""};
  CHECK_TRUE(opened()->put_on_list(listing).ok());
  LONGS_EQUAL(kNo, run(erase, person));
  STRCMP_CONTAINS("it is on a list", err.c_str());
  CHECK_TRUE(err.find("health") == std::string::npos);  // only --reveal shows it
}

TEST(Purge, aPersonIsErasedFromExpiredListEntriesToo) {
  const Listing over{"health", Listing::Of::document, "AZE12345678", at("2020-07-20T10:00"), at("2020-07-21T08:00"),
                     "clerk",  "positive test"};
  CHECK_TRUE(opened()->put_on_list(over).ok());
  LONGS_EQUAL(kYes, run(erase, person));
  CHECK_TRUE(opened()->listings("health")->empty());
  CHECK_TRUE(opened()->put_on_list(over).ok());
  options.keep_days = 10;
  Listing since = over;  // outlives its record
  since.until = clock_now() - std::chrono::hours{24};
  CHECK_TRUE(opened()->put_on_list(since).ok());
  LONGS_EQUAL(kYes, run(purge, options));
  LONGS_EQUAL(kYes, run(erase, person));
  STRCMP_CONTAINS("records name AZE12345678, which has been on a list.\n", out.c_str());
  CHECK_TRUE(opened()->listings("health")->empty());
  LONGS_EQUAL(kYes, run(erase, person));
  STRCMP_CONTAINS("has no record of AZE12345678", out.c_str());
}

TEST(Purge, aPersonIsErasedByPhoneIfAServiceKnowsOnlyPhones) {
  person.rules = "test/rules/services/phone";
  person.whom = "06911111111";
  const Rules rules = rules_from(person.rules);
  const Instant once = clock_now() - std::chrono::days(40);
  CHECK_TRUE(LocalService(rules, *opened()).answer("", "306911111111", once).ok());
  LONGS_EQUAL(kYes, run(erase, person));
  STRCMP_CONTAINS("1 record names 306911111111, which has had permits.", out.c_str());
  CHECK_TRUE(test::by_phone(*opened(), "306911111111").empty());
  LONGS_EQUAL(kYes, run(erase, person));
  STRCMP_CONTAINS("has no record of 306911111111", out.c_str());
}

TEST(Purge, aPersonIsErasedFromTextsInLettersThatLookLatin) {
  say("2020-07-22T11:00", "2-\xD0\x90ZE-12345678!!");
  LONGS_EQUAL(kYes, run(erase, person));
  STRCMP_CONTAINS("3 records name AZE12345678", out.c_str());
}

TEST(Purge, erasingNeedsAReason) {
  person.why = " ";
  LONGS_EQUAL(kUsage, run(erase, person));
  STRCMP_CONTAINS("--why is empty", err.c_str());
}

// Only the log shows which rows they staged.
TEST(Purge, removesTheRowsOfInterruptedImportsFirst) {
  const auto staged = [&] {
    const auto environment = lmdb::Environment::open(options.store, {});
    return *(*environment)->read([](const lmdb::ReadTransaction& transaction) {
      const auto standing = transaction.find("standing");
      return standing && lmdb::Cursor(transaction, *standing, {}).valid();
    });
  };
  const StandingPermit work{.kind = "work", .period = {at("2020-07-22T10:00"), {}}, .holder = "5ABC2D1"};
  const Import import{.kind = "work", .file = "staff.csv", .by = "metro"};
  CHECK_TRUE(opened()->stage(import, {&work, 1}, work.period.from).ok());
  CHECK_TRUE(staged());
  options.keep_days = 90;
  LONGS_EQUAL(kYes, run(purge, options));
  STRCMP_CONTAINS("of staff.csv by metro was interrupted; its staged rows are removed first", err.c_str());
  CHECK_FALSE(staged());
  CHECK_TRUE(opened()->imports()->front().state == Import::State::dropped);
}

TEST(Purge, refusesAFutureTimeForTexts) {
  options.texts_before = "2099-01-01";
  LONGS_EQUAL(kUsage, run(purge, options));
  STRCMP_CONTAINS("2099-01-01T00:00:00 is in the future", err.c_str());
  STRCMP_EQUAL("2 AZE87654321", test::texts(*opened())[2].text.body.c_str());
}

TEST(Purge, erasingNeedsYesWithoutATerminal) {
  person.yes = false;
  if (isatty(STDIN_FILENO) != 0) return;
  LONGS_EQUAL(kUsage, run(erase, person));
  STRCMP_CONTAINS("add --yes", err.c_str());
  CHECK_TRUE(mentions(opened()->log(2, 1)->at(0), Subject::document, "AZE12345678"));
}
