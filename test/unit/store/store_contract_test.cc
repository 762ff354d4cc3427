// The contract of every store, checked for each kind: in memory, on disk, and a rehearsal on top of another.

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "store/memory_store.h"
#include "store/open.h"
#include "test/rig/store_folder.h"
#include "test/rig/store_samples.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::test;
using namespace std::chrono_literals;

namespace {

const Instant kMorning = utc("2020-07-21T10:00");
using std::chrono::days;

// A decider with scripted answers that records its arguments.
class Scripted : public Decider {
 public:
  explicit Scripted(Entry entry) : entry_(std::move(entry)) {}

  Instant history_from(Instant) const override { return since; }
  Entry decide(std::size_t, Sequence sequence, const Account& account, Instant decided) const override {
    given_sequence = sequence;
    given_account = account;
    given_decided = decided;
    return entry_;
  }

  Instant since = Instant::min();
  mutable Sequence given_sequence = 0;
  mutable Account given_account;
  mutable Instant given_decided;

 private:
  Entry entry_;
};

std::vector<CommitResult> must_commit(Store& store, Instant now, const std::vector<Ask>& asked) {
  Result<std::vector<CommitResult>> answers = commit(store, now, asked);
  if (!answers.ok()) FAIL(answers.error().message.c_str());
  CHECK_EQUAL(asked.size(), answers->size());
  return std::move(*answers);
}

void check_outcome(Outcome expected, const CommitResult& answered) {
  STRCMP_EQUAL(std::string(name(expected)).c_str(), std::string(name(answered.entry.outcome)).c_str());
}

}  // namespace

TEST_GROUP(StoreContract){};

#define EVERY_STORE(sentence)                     \
  static void sentence(Store& store);             \
  TEST(StoreContract, sentence##InMemory) {       \
    MemoryStore store;                            \
    sentence(store);                              \
  }                                               \
  TEST(StoreContract, sentence##OnDisk) {         \
    StoreFolder folder;                           \
    const auto store = open_store(folder.path()); \
    CHECK(store.ok());                            \
    sentence(**store);                            \
  }                                               \
  TEST(StoreContract, sentence##InRehearsal) {    \
    MemoryStore base;                             \
    MemoryStore store(&base);                     \
    sentence(store);                              \
  }                                               \
  static void sentence([[maybe_unused]] Store& store)

EVERY_STORE(beginsEmpty) {
  CHECK_EQUAL(0, *store.last());
  CHECK(texts(store).empty());
  CHECK(by_document(store, "AZE12345678").empty());
  CHECK(!store.seen(ask(1, "AZE12345678").text.key)->has_value());
  CHECK(!store.rules_in_force()->has_value());
}

EVERY_STORE(aPermitIsFoundByDocumentPlateAndPhone) {
  const Ask asked = ask(1, "AZE12345678", "10AA123");
  const std::vector<CommitResult> answers = must_commit(store, kMorning, {asked});
  check_outcome(Outcome::granted, answers[0]);
  CHECK(!answers[0].is_duplicate);

  const Permit given{.sequence = 1,
                     .document = "AZE12345678",
                     .purpose = "2",
                     .plate = "10AA123",
                     .phone = asked.text.phone,
                     .decided = kMorning,
                     .period = {.from = kMorning, .until = kMorning + 2h}};
  CHECK(by_document(store, "AZE12345678") == std::vector{given});
  CHECK(by_plate(store, "10AA123") == std::vector{given});
  CHECK(by_phone(store, asked.text.phone) == std::vector{given});
}

EVERY_STORE(aDecisionGetsTheSequenceOfItsEntry) {
  must_commit(store, kMorning, {ask(1, "AZE00000001"), ask(2, "AZE00000002")});
  const Scripted decider{Entry{}};
  const AccountQuery question{.key = ask(3, "").text.key, .document = ""};
  CHECK(store.commit(kMorning, std::vector{question}, decider).ok());
  CHECK_EQUAL(3, decider.given_sequence);
  CHECK_EQUAL(3, *store.last());
}

EVERY_STORE(aPermitWithoutAPlateIsFoundUnderNone) {
  must_commit(store, kMorning, {ask(1, "AZE12345678")});
  CHECK(by_plate(store, "").empty());
  CHECK_EQUAL(1, by_document(store, "AZE12345678").size());
}

EVERY_STORE(aSubjectIsNotFoundByItsBeginning) {
  must_commit(store, kMorning, {ask(1, "AB1"), ask(2, "AB12"), ask(3, "AB")});
  CHECK_EQUAL(1, by_document(store, "AB1").size());
  CHECK_EQUAL(1, by_document(store, "AB").size());
  CHECK(by_document(store, "A").empty());
}

EVERY_STORE(aDecisionSeesEarlierOnesOfItsBatch) {
  const std::vector<CommitResult> answers =
      must_commit(store, kMorning, {ask(1, "AZE12345678"), ask(2, "AZE00000001"), ask(3, "AZE12345678", "10AA123")});
  check_outcome(Outcome::granted, answers[0]);
  check_outcome(Outcome::granted, answers[1]);
  check_outcome(Outcome::repeated, answers[2]);
  CHECK(answers[2].entry.permit == Sequence{1});
}

EVERY_STORE(aTextThatComesAgainGetsItsRecordedEntry) {
  const Ask asked = ask(1, "AZE12345678");
  const std::vector<CommitResult> first = must_commit(store, kMorning, {asked});
  const std::vector<CommitResult> again = must_commit(store, kMorning + 5h, {asked});
  CHECK(again[0].is_duplicate);
  CHECK(again[0].entry == first[0].entry);
  CHECK_EQUAL(1, *store.last());
  CHECK(store.seen(asked.text.key)->value() == first[0].entry);
}

EVERY_STORE(aTextTwiceInABatchIsDecidedOnce) {
  const Ask asked = ask(1, "AZE12345678");
  const std::vector<CommitResult> answers = must_commit(store, kMorning, {asked, asked});
  CHECK(!answers[0].is_duplicate);
  CHECK(answers[1].is_duplicate);
  CHECK(answers[0].entry == answers[1].entry);
  CHECK_EQUAL(1, texts(store).size());
}

EVERY_STORE(textsWithOneIdAndTwoTimesAreTwo) {
  must_commit(store, kMorning, {ask(1, "AZE12345678"), ask(1, "AZE12345678", "", kMorning + 1s)});
  CHECK_EQUAL(2, *store.last());
}

EVERY_STORE(aTextThatComesAgainDaysLaterIsRecognized) {
  const Ask asked = ask(1, "AZE12345678");
  must_commit(store, kMorning, {asked});
  for (const auto later : {1, 7, 9, 30}) CHECK(must_commit(store, kMorning + days(later), {asked})[0].is_duplicate);
}

EVERY_STORE(aTextWithAnOddTimeIsRecognizedToo) {
  const std::vector<Ask> asked = {ask(1, "A1", "", kMorning - days(9)), ask(2, "A2", "", kMorning + days(400)),
                                  ask(3, "A3", "", Instant::min()), ask(4, "A4", "", Instant::max()),
                                  ask(5, "A5", "", kMorning + days(2))};
  for (const CommitResult& answered : must_commit(store, kMorning, asked)) CHECK(!answered.is_duplicate);
  for (const auto later : {0, 1, 2, 30})
    for (const CommitResult& answered : must_commit(store, kMorning + days(later), asked)) CHECK(answered.is_duplicate);
  CHECK_EQUAL(5, *store.last());
}

EVERY_STORE(aRepeatWithAPlateChangesThePlate) {
  const Ask first = ask(1, "AZE12345678", "10AA123");
  must_commit(store, kMorning, {first});
  must_commit(store, kMorning + 1min, {ask(2, "AZE12345678", "99ZZ999")});
  CHECK(by_plate(store, "10AA123").empty());
  STRCMP_EQUAL("99ZZ999", by_plate(store, "99ZZ999").at(0).plate.c_str());
  CHECK(by_plate(store, "99ZZ999") == by_document(store, "AZE12345678"));
  CHECK(by_plate(store, "99ZZ999") == by_phone(store, first.text.phone));
  CHECK_EQUAL(1, by_plate(store, "99ZZ999").at(0).sequence);
}

EVERY_STORE(aRepeatWithAFirstPlateAddsIt) {
  must_commit(store, kMorning, {ask(1, "AZE12345678"), ask(2, "AZE12345678", "10AA123")});
  CHECK_EQUAL(1, by_plate(store, "10AA123").size());
  STRCMP_EQUAL("10AA123", by_document(store, "AZE12345678").at(0).plate.c_str());
}

EVERY_STORE(aRepeatAfterMidnightChangesThePermitOfTheDayBefore) {
  const Instant late = utc("2020-07-21T23:30");
  must_commit(store, late, {ask(1, "AZE12345678", "10AA123", late)});
  must_commit(store, late + 1h, {ask(2, "AZE12345678", "99ZZ999", late + 1h)});
  CHECK(by_plate(store, "10AA123").empty());
  CHECK_EQUAL(1, by_plate(store, "99ZZ999").size());
  CHECK_EQUAL(1, by_document(store, "AZE12345678").size());
}

EVERY_STORE(aRepeatWithoutAPlateLeavesThePlate) {
  must_commit(store, kMorning, {ask(1, "AZE12345678", "10AA123"), ask(2, "AZE12345678")});
  CHECK_EQUAL(1, by_plate(store, "10AA123").size());
}

EVERY_STORE(aRangeIsHalfOpen) {
  must_commit(store, kMorning, {ask(1, "AZE12345678", "10AA123")});
  CHECK_EQUAL(1, store.by_document("AZE12345678", kMorning, kMorning + 1s)->size());
  CHECK_EQUAL(0, store.by_document("AZE12345678", kMorning - 1h, kMorning)->size());
  CHECK_EQUAL(0, store.by_document("AZE12345678", kMorning + 1s, kMorning + 1h)->size());
  CHECK_EQUAL(0, store.by_document("AZE12345678", kMorning + 1h, kMorning - 1h)->size());
  CHECK_EQUAL(1, store.by_plate("10AA123", kMorning, kMorning + 1s)->size());
  CHECK_EQUAL(1, store.by_phone("99450AZE12345678", kMorning, kMorning + 1s)->size());
}

EVERY_STORE(permitsOfManyDaysComeOldestFirst) {
  constexpr unsigned kDays = 80;
  for (unsigned day = 0; day < kDays; ++day)
    must_commit(store, kMorning + days(day), {ask(day, "AZE12345678", "", kMorning + days(day))});
  const std::vector<Permit> permits = by_document(store, "AZE12345678");
  CHECK_EQUAL(kDays, permits.size());
  for (unsigned day = 0; day < kDays; ++day) CHECK(permits[day].decided == kMorning + days(day));
  CHECK_EQUAL(3, store.by_document("AZE12345678", kMorning + days(10), kMorning + days(13))->size());
}

EVERY_STORE(theDeciderSeesTheHistoryThatItAskedFor) {
  must_commit(store, kMorning, {ask(1, "AZE12345678")});
  must_commit(store, kMorning + days(1), {ask(2, "AZE12345678")});
  Scripted decider{Entry{}};
  const AccountQuery question{.key = ask(3, "").text.key, .document = "AZE12345678"};

  decider.since = kMorning;
  CHECK(store.commit(kMorning + days(1), std::vector{question}, decider).ok());
  CHECK_EQUAL(2, decider.given_account.permits.size());  // including the permit of this second

  decider.since = kMorning + 1s;
  const AccountQuery other{.key = ask(4, "").text.key, .document = "AZE12345678"};
  CHECK(store.commit(kMorning + days(1), std::vector{other}, decider).ok());
  CHECK_EQUAL(1, decider.given_account.permits.size());
}

EVERY_STORE(aTextWithoutADocumentHasAnEmptyAccount) {
  Scripted decider{Entry{}};
  decider.given_account.permits.resize(1);
  CHECK(store.commit(kMorning, std::vector{AccountQuery{.key = ask(1, "").text.key, .document = ""}}, decider).ok());
  CHECK(decider.given_account.permits.empty());
}

EVERY_STORE(theDeciderSeesThePermitsOfThePhoneIfItAsks) {
  const Ask first = ask(1, "AZE12345678");
  Ask second = ask(2, "AZE00000002");
  second.text.phone = first.text.phone;
  must_commit(store, kMorning, {first});
  must_commit(store, kMorning + days(1), {second});
  Scripted decider{Entry{}};
  decider.since = kMorning + 1s;
  const auto ask_by = [&](unsigned number, const std::string& phone) {
    const AccountQuery question{.key = ask(number, "").text.key, .document = "AZE12345678", .phone = phone};
    CHECK(store.commit(kMorning + days(1), std::vector{question}, decider).ok());
  };

  ask_by(3, "");
  CHECK(decider.given_account.of_phone.empty());
  ask_by(4, first.text.phone);
  CHECK(decider.given_account.permits.empty());
  CHECK_EQUAL(1, decider.given_account.of_phone.size());
  STRCMP_EQUAL("AZE00000002", decider.given_account.of_phone.at(0).document.c_str());

  decider.since = kMorning;
  ask_by(5, first.text.phone);
  CHECK_EQUAL(1, decider.given_account.permits.size());
  CHECK_EQUAL(2, decider.given_account.of_phone.size());
}

EVERY_STORE(aPermitOfThePhoneIsFoundUnderNoDocument) {
  Entry entry;
  entry.text = ask(1, "").text;
  entry.text.phone = "35799112233";
  entry.outcome = Outcome::granted;
  entry.purpose = "1";
  entry.period = Period{.from = kMorning, .until = kMorning + 3h};
  const AccountQuery question{.key = entry.text.key, .document = "", .phone = entry.text.phone};
  CHECK(store.commit(kMorning, std::vector{question}, Scripted(entry)).ok());
  CHECK(by_document(store, "").empty());
  CHECK_EQUAL(1, by_phone(store, "35799112233").size());

  Entry again = entry;
  again.text = ask(2, "").text;
  again.text.phone = entry.text.phone;
  again.outcome = Outcome::repeated;
  again.permit = Sequence{1};
  again.plate = "10AA123";
  const AccountQuery asked_again{.key = again.text.key, .document = "", .phone = entry.text.phone};
  CHECK(store.commit(kMorning + 1min, std::vector{asked_again}, Scripted(again)).ok());
  CHECK(by_document(store, "").empty());
  CHECK(by_plate(store, "10AA123") == by_phone(store, "35799112233"));
}

EVERY_STORE(aClockThatStepsBackDecidesAtTheLastTime) {
  must_commit(store, kMorning, {ask(1, "AZE12345678")});
  const std::vector<CommitResult> answers = must_commit(store, kMorning - 3h, {ask(2, "AZE00000002")});
  CHECK(answers[0].entry.decided == kMorning);
  CHECK(answers[0].entry.period->from == kMorning);
  CHECK(texts(store).at(1).decided == kMorning);
  CHECK(must_commit(store, kMorning + 1s, {ask(3, "AZE00000003")})[0].entry.decided == kMorning + 1s);
}

EVERY_STORE(anEntryHasTheTimeOfDecisionWhateverTheDeciderReturns) {
  Entry entry;
  entry.decided = kMorning - days(1);
  const Scripted decider(entry);
  const auto answers = store.commit(kMorning, std::vector{AccountQuery{.key = {}, .document = ""}}, decider);
  CHECK(answers->at(0).entry.decided == kMorning);
  CHECK(decider.given_decided == kMorning);
}

EVERY_STORE(aTextWithoutAPermitIsOnlyInTheLog) {
  Ask asked = ask(1, "");
  asked.text.phone = "994501112233";
  check_outcome(Outcome::unreadable, must_commit(store, kMorning, {asked})[0]);
  CHECK_EQUAL(1, texts(store).size());
  CHECK(by_phone(store, "994501112233").empty());
  CHECK(by_document(store, "").empty());
}

EVERY_STORE(theLogIsReadInPartsFromAnywhere) {
  std::vector<Ask> asked;
  for (unsigned number = 0; number < 2500; ++number) asked.push_back(ask(number, "D" + std::to_string(number)));
  must_commit(store, kMorning, asked);
  CHECK_EQUAL(2500, *store.last());
  CHECK_EQUAL(2500, texts(store).size());
  CHECK_EQUAL(2, store.log(1200, 2)->size());
  STRCMP_EQUAL("D1199", store.log(1200, 2)->at(0).text()->document.c_str());
  STRCMP_EQUAL("D2499", store.log(2500, 10)->at(0).text()->document.c_str());
  CHECK(store.log(2501, 10)->empty());
  CHECK_EQUAL(2500, store.log(0, 5000)->size());
  CHECK(store.log(1, 0)->empty());
}

EVERY_STORE(allMembersOfAnEntryAreKept) {
  Entry entry;
  entry.text = ask(7, "AZE12345678").text;
  entry.text.body = std::string("\0\xff\xfe broken \xc3", 12);
  entry.outcome = Outcome::granted;
  entry.reason = "granted";
  entry.language = "az";
  entry.purpose = "3";
  entry.document = "AZE12345678";
  entry.plate = "10AA123";
  entry.period = Period{.from = kMorning + 15min, .until = std::nullopt};
  entry.clause = "4.1.2";
  for (std::size_t i = 0; i < entry.rules.size(); ++i) entry.rules[i] = static_cast<std::uint8_t>(i);
  entry.permit = Sequence{99};
  entry.reply = "Icazə verildi";
  const Scripted decider(entry);
  CHECK(store.commit(kMorning, std::vector{AccountQuery{.key = entry.text.key, .document = ""}}, decider).ok());
  entry.decided = kMorning;
  CHECK(texts(store).at(0) == entry);
  CHECK(store.seen(entry.text.key)->value() == entry);
  CHECK(!by_document(store, "AZE12345678").at(0).period.until.has_value());
}

EVERY_STORE(aSenderMayHaveAnyName) {
  const std::string alike(100, 'x');
  const std::vector<std::string> phones = {alike + "1", alike + "2",          std::string("a\0b", 3),    "a",
                                           "",          std::string(9, '\0'), std::string(70000, '\xff')};
  std::vector<Ask> asked;
  for (const std::string& phone : phones) {
    asked.push_back(ask(static_cast<unsigned>(asked.size()), "D" + std::to_string(asked.size())));
    asked.back().text.phone = phone;
  }
  must_commit(store, kMorning, asked);
  for (std::size_t i = 0; i < phones.size(); ++i) {
    const std::vector<Permit> permits = by_phone(store, phones[i]);
    CHECK_EQUAL(1, permits.size());
    CHECK(permits[0].document == asked[i].document);
  }
}

EVERY_STORE(acceptedRulesAreKeptAndTheLatestAreInForce) {
  const RuleFiles summer = {{"service.xml", "<service/>"}, {"decrees/july.xml", std::string("\0<", 2)}};
  const RuleFiles winter = {{"service.xml", ""}};
  const Digest one{1}, two{2};
  CHECK(store.accept_rules(one, summer, kMorning).ok());
  CHECK(store.accept_rules(one, summer, kMorning).ok());
  CHECK(store.accept_rules(two, winter, kMorning).ok());
  CHECK(*store.rules_in_force() == two);
  CHECK(*store.rules(one) == summer);
  CHECK(*store.rules(two) == winter);
  CHECK(!store.rules(Digest{3})->has_value());
  CHECK(store.accept_rules(one, summer, kMorning).ok());
  CHECK(*store.rules_in_force() == one);
}

EVERY_STORE(anEmptyBatchAndAProbeChangeNothing) {
  must_commit(store, kMorning, {ask(1, "AZE12345678")});
  CHECK(must_commit(store, kMorning + 1h, {}).empty());
  CHECK(store.probe().ok());
  CHECK_EQUAL(1, *store.last());
  CHECK(must_commit(store, kMorning, {ask(2, "AZE00000002")})[0].entry.decided == kMorning);
}
