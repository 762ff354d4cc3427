#include "operations/history.h"

#include <memory>
#include <string>
#include <vector>

#include "operations/record_view.h"
#include "ruleset/load.h"
#include "store/open.h"
#include "test/rig/store_folder.h"
#include "test/rig/store_samples.h"
#include "tool/rules/local_service.h"

#include <CppUTest/TestHarness.h>

using namespace permit;

/// A register of July 2020. Records: 1 rules, 2 and 3 texts of one person, 4 a listing, 5 a refusal because of it, 6 a
/// text of somebody else.
TEST_GROUP(History) {
  test::StoreFolder folder;
  Loaded loaded = load_folder("rules/8103");
  std::unique_ptr<RegisterStore> store = std::move(*open_store(folder.path()));

  void setup() override {
    CHECK_TRUE(store->accept_rules(loaded.rules->hash, loaded.text, HostTime{at("2020-07-19T00:00")}).ok());
    say("2020-07-21T10:00", "2 AZE12345678 10AA123");
    say("2020-07-21T10:30", "hello");
    const Listing listing{"health", Listing::Of::document, "AZE12345678", at("2020-07-21T14:32"), {}, "clerk", "sick"};
    CHECK_TRUE(store->put_on_list(listing).ok());
    say("2020-07-21T15:00", "1 AZE12345678");
    say("2020-07-22T10:00", "2 AZE87654321");
  }

  Instant at(std::string_view local) const { return loaded.rules->zone.instant(*parse_local_time(local)); }
  void say(std::string_view when, const std::string& text) {
    tool::LocalService service(loaded.rules, *store);
    CHECK_TRUE(service.answer(text, "994501112233", at(when)).ok());
  }
  LogRange all() const { return *log_range(*store, {}, {}); }
  static std::string sequences(const std::vector<Record>& records) {
    std::string text;
    for (const Record& record : records) text += std::to_string(record.sequence) + " ";
    return text;
  }
  std::string next(const HistoryFilter& filter) const {
    LogRange range = all();
    const std::string read = sequences(*History(*store, filter).next(range));
    CHECK_TRUE(range.empty());
    return read;
  }
  RecordView seen(Sequence sequence, bool reveal, const std::string& named = {}) const {
    return view(store->log(sequence, 1)->at(0), Masking(*loaded.rules, reveal, {named}), *loaded.rules);
  }
};

TEST(History, hasEveryRecordOldestFirst) { STRCMP_EQUAL("1 2 3 4 5 6 ", next({}).c_str()); }

TEST(History, hasTheRecordsThatNameASubject) {
  STRCMP_EQUAL("2 4 5 ", next({.by = Subject::document, .key = "AZE12345678"}).c_str());
  STRCMP_EQUAL("2 ", next({.by = Subject::plate, .key = "10AA123"}).c_str());
  STRCMP_EQUAL("2 3 5 6 ", next({.by = Subject::phone, .key = "994501112233"}).c_str());
}

TEST(History, hasActsWithoutTexts) { STRCMP_EQUAL("1 4 ", next({.only_acts = true}).c_str()); }

TEST(History, isReadFromATimeUpToATime) {
  const LogRange range = *log_range(*store, at("2020-07-21T10:30"), at("2020-07-21T15:00"));
  LONGS_EQUAL(3, range.first);
  LONGS_EQUAL(4, range.last);
  CHECK_TRUE(log_range(*store, at("2020-07-23T00:00"), {})->empty());
  CHECK_TRUE(log_range(*store, {}, at("2020-07-01T00:00"))->empty());
}

TEST(History, aMinuteWithoutSecondsLastsToItsEnd) {
  LONGS_EQUAL(60, precision_of("2020-07-21T10:00").count());
  LONGS_EQUAL(1, precision_of("2020-07-21T10:00:00").count());
}

TEST(History, isReadPageByPageInBothDirections) {
  std::vector<test::Ask> asked;
  for (unsigned number = 0; number < 2'500; ++number)
    asked.push_back(test::ask(number, "AZE" + std::to_string(10'000'000 + number)));
  CHECK_TRUE(test::commit(*store, at("2020-07-23T10:00"), asked).ok());
  const History history(*store, {});
  LogRange range = all();
  std::vector<Sequence> sizes;
  Sequence expected = 1;
  while (!range.empty()) {
    const auto records = history.next(range);
    for (const Record& record : *records) LONGS_EQUAL(expected++, record.sequence);
    sizes.push_back(records->size());
  }
  LONGS_EQUAL(3, sizes.size());
  LONGS_EQUAL(1'000, sizes[0]);
  LONGS_EQUAL(2'507, expected);
  LogRange backwards = all();
  const auto last = history.previous(backwards);
  LONGS_EQUAL(2'506, last->front().sequence);
  LONGS_EQUAL(1'507, last->back().sequence);
  LONGS_EQUAL(1'506, backwards.last);
  CHECK_TRUE(history.next(range)->empty());
}

TEST(History, hasTheLastRecordsAndReportsHowFarItSearched) {
  std::uint64_t searched = 0;
  const History history(*store, {.by = Subject::document, .key = "AZE12345678"});
  STRCMP_EQUAL("4 5 ", sequences(*history.last(all(), 2, {})).c_str());
  STRCMP_EQUAL("2 4 5 ", sequences(*history.last(all(), 10, [&](std::uint64_t done) { searched = done; })).c_str());
  LONGS_EQUAL(6, searched);
}

TEST(History, hasTheLastTextOfARange) {
  const History history(*store, {.by = Subject::document, .key = "AZE12345678"});
  LONGS_EQUAL(5, (*history.last_text(all(), {}))->sequence);
  LONGS_EQUAL(2, (*history.last_text({1, 4}, {}))->sequence);
  CHECK_FALSE(history.last_text({3, 4}, {})->has_value());
}

TEST(History, findsTheRulesOfARecord) {
  const Record record = store->log(2, 1)->at(0);
  POINTERS_EQUAL(loaded.rules.get(), rules_of(*store, record, loaded.rules).get());
  CHECK_TRUE(rules_of(*store, record, nullptr)->hash == loaded.rules->hash);
  Record other = record;
  other.rules = Digest{1};
  CHECK_TRUE(rules_of(*store, other, loaded.rules) == nullptr);
}

TEST(History, masksPersonalData) {
  const RecordView seen_text = seen(2, false);
  const Entry& entry = *seen_text.record.text();
  STRCMP_EQUAL("AZE******78", entry.document.c_str());
  STRCMP_EQUAL("10****3", entry.plate.c_str());
  STRCMP_EQUAL("9945******33", entry.text.phone.c_str());
  CHECK_TRUE(entry.text.sender.find("1112233") == std::string::npos);
  STRCMP_EQUAL("", entry.text.body.c_str());
  LONGS_EQUAL(21, seen_text.hidden_characters);
  CHECK_TRUE(entry.reply.find("12345678") == std::string::npos);
  CHECK_TRUE(entry.outcome == Outcome::granted && !entry.reason.empty());
  CHECK_FALSE(seen_text.is_withheld);
  STRCMP_EQUAL("AZE12345678", seen(2, false, "AZE12345678").record.text()->document.c_str());
}

TEST(History, withholdsAReplyThatMayRepeatTheWordsOfItsText) {
  const RecordView unreadable = seen(3, false);
  STRCMP_EQUAL("", (unreadable.record.text()->text.body + unreadable.record.text()->reply).c_str());
  CHECK_TRUE(unreadable.is_withheld);
  LONGS_EQUAL(5, unreadable.hidden_characters);
  Record with_a_name = store->log(2, 1)->at(0);
  std::get<Entry>(with_a_name.event).fields = {"MARIA"};
  const RecordView granted = view(with_a_name, Masking(*loaded.rules, false), *loaded.rules);
  CHECK_TRUE(granted.is_withheld && granted.record.text()->fields.empty());
}

TEST(History, masksInAReplyTheWordsOfItsText) {
  Record record = store->log(2, 1)->at(0);
  Entry& entry = std::get<Entry>(record.event);
  entry.text.body = "2 AZE12345678 Maria";
  entry.reply = "Icaze 2: AZE12345678, MARIA, 10:00-13:00. Sual: 9108";
  STRCMP_EQUAL("Icaze 2: AZE******78, M***A, 10:00-13:00. Sual: 9108",
               view(record, Masking(*loaded.rules, false), *loaded.rules).record.text()->reply.c_str());
}

// A user who may only read a register does not learn from `say' which car another phone has named.
TEST(History, anAnswerTellsItsTypistOnlyWhatHeNamed) {
  Entry entry = *store->log(2, 1)->at(0).text();
  entry.text.body = "2 aze 12345678";
  entry.reply = "AZE12345678 avto 10AA123, 0501112233";
  const Entry told = answer_to_typist(entry, *loaded.rules);
  STRCMP_EQUAL("AZE12345678 10****3", (told.document + " " + told.plate).c_str());
  STRCMP_EQUAL("AZE12345678 avto 10****3, 050*****33", told.reply.c_str());
}

TEST(History, withholdsThatSomebodyIsOnAList) {
  const RecordView refused = seen(5, false);
  CHECK_TRUE(refused.is_withheld);
  STRCMP_EQUAL("", refused.record.text()->reason.c_str());
  STRCMP_EQUAL("", refused.record.text()->reply.c_str());
  CHECK_TRUE(refused.record.text()->outcome == Outcome::refused);
  const RecordView listed = seen(4, false);
  CHECK_TRUE(listed.lists_hidden);
  const AdminEvent& act = std::get<AdminEvent>(listed.record.event);
  const Listing& listing = std::get<Listed>(act.what).listing;
  STRCMP_EQUAL("", (act.actor.why + listing.why + listing.list).c_str());
  STRCMP_EQUAL("AZE******78", listing.subject.c_str());
}

TEST(History, masksAStandingPermit) {
  const StandingPermit work{.kind = "work",
                            .period = {at("2020-07-22T11:00"), {}},
                            .holder = "AZE87654321",
                            .plate = "10AA123",
                            .reference = "REF1234567",
                            .note = "call 0501112233"};
  CHECK_TRUE(store->enter(work, {"metro", "by 0501112233"}, at("2020-07-22T11:00")).ok());
  const RecordView entered = seen(7, false);
  const AdminEvent& act = std::get<AdminEvent>(entered.record.event);
  const StandingPermit& permit = std::get<StandingEntered>(act.what).permit;
  STRCMP_EQUAL("AZE******21 10****3", (permit.holder + " " + permit.plate).c_str());
  CHECK_TRUE((permit.reference + permit.note + act.actor.why).find("34567") == std::string::npos);
  CHECK_TRUE((permit.note + act.actor.why).find("111223") == std::string::npos);
  STRCMP_EQUAL("metro", act.actor.by.c_str());
}

TEST(History, revealsARecordAsItIs) {
  for (Sequence sequence = 1; sequence <= 6; ++sequence) {
    const RecordView revealed = seen(sequence, true);
    CHECK_TRUE(revealed.record == store->log(sequence, 1)->at(0));
    CHECK_FALSE(revealed.is_withheld || revealed.lists_hidden);
  }
}
