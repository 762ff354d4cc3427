// A rehearsal on top of a register: it reads the register and never changes it.

#include "store/memory_store.h"

#include <chrono>
#include <string>
#include <vector>

#include "test/rig/store_samples.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::test;
using namespace std::chrono_literals;

namespace {

const Instant kMorning = utc("2020-07-21T10:00");

class Broken : public Register {
 public:
  Result<std::vector<Permit>> by_document(std::string_view, Instant, Instant) const override { return error(); }
  Result<std::vector<Permit>> by_plate(std::string_view, Instant, Instant) const override { return error(); }
  Result<std::vector<Permit>> by_phone(std::string_view, Instant, Instant) const override { return error(); }
  Result<std::vector<StandingPermit>> standing_of(std::string_view) const override { return error(); }
  Result<std::vector<StandingPermit>> standing_by_plate(std::string_view) const override { return error(); }
  Result<std::optional<Entry>> seen(const TextKey&) const override { return std::optional<Entry>(); }
  Result<std::vector<Record>> log(Sequence, std::size_t) const override { return std::vector<Record>(); }
  Result<Sequence> last() const override { return Sequence{0}; }
  Result<Instant> last_decided() const override { return Instant::min(); }
  Result<std::vector<std::string>> lists_of(std::string_view, std::string_view, Instant) const override {
    return error();
  }
  Result<std::optional<RuleFiles>> rules(const Digest&) const override { return error(); }
  Result<std::optional<Digest>> rules_in_force() const override { return error(); }

 private:
  static Error error() { return {"broken by the test"}; }
};

}  // namespace

TEST_GROUP(Rehearsal) {
  MemoryStore base;
  MemoryStore rehearsal{&base};
};

TEST(Rehearsal, seesThePermitsOfTheRegister) {
  CHECK(commit(base, kMorning, {ask(1, "AZE12345678")}).ok());
  const auto answers = commit(rehearsal, kMorning + 1h, {ask(2, "AZE12345678"), ask(3, "AZE00000003")});
  CHECK(answers->at(0).entry.outcome == Outcome::repeated);
  CHECK(answers->at(1).entry.outcome == Outcome::granted);
  CHECK_EQUAL(3, *rehearsal.last());
  CHECK_EQUAL(3, by_document(rehearsal, "AZE00000003").at(0).sequence);
  CHECK_EQUAL(1, *base.last());
}

TEST(Rehearsal, knowsTheTextsOfTheRegister) {
  const Ask asked = ask(1, "AZE12345678");
  CHECK(commit(base, kMorning, {asked}).ok());
  CHECK(commit(rehearsal, kMorning + 1h, {asked})->at(0).is_duplicate);
  CHECK(rehearsal.seen(asked.text.key)->has_value());
}

TEST(Rehearsal, changesThePlateOfAPermitButNotInTheRegister) {
  CHECK(commit(base, kMorning, {ask(1, "AZE12345678", "10AA123")}).ok());
  CHECK(commit(rehearsal, kMorning, {ask(2, "AZE12345678", "99ZZ999")}).ok());
  CHECK(by_plate(rehearsal, "10AA123").empty());
  CHECK_EQUAL(1, by_plate(rehearsal, "99ZZ999").size());
  STRCMP_EQUAL("99ZZ999", by_document(rehearsal, "AZE12345678").at(0).plate.c_str());
  CHECK_EQUAL(1, by_plate(base, "10AA123").size());
  CHECK(by_plate(base, "99ZZ999").empty());
}

TEST(Rehearsal, continuesTheLogOfTheRegister) {
  CHECK(commit(base, kMorning, {ask(1, "A"), ask(2, "B")}).ok());
  CHECK(commit(rehearsal, kMorning - 1h, {ask(3, "C")}).ok());
  const auto entries = rehearsal.log(2, 10);
  CHECK_EQUAL(2, entries->size());
  STRCMP_EQUAL("B", entries->at(0).text()->document.c_str());
  STRCMP_EQUAL("C", entries->at(1).text()->document.c_str());
  CHECK(entries->at(1).at == kMorning);
  CHECK_EQUAL(1, rehearsal.log(3, 10)->size());
  CHECK_EQUAL(1, rehearsal.log(1, 1)->size());
  CHECK(rehearsal.log(4, 10)->empty());
}

TEST(Rehearsal, seesNoLaterAdditionsToTheRegister) {
  CHECK(commit(rehearsal, kMorning, {ask(1, "A")}).ok());
  CHECK(commit(base, kMorning, {ask(2, "B"), ask(3, "A")}).ok());
  CHECK(by_document(rehearsal, "B").empty());
  CHECK_EQUAL(1, by_document(rehearsal, "A").size());
  CHECK_EQUAL(1, *rehearsal.last());
  CHECK_EQUAL(1, rehearsal.log(1, 10)->size());
}

TEST(Rehearsal, seesTheRulesOfTheRegisterUntilItHasItsOwn) {
  CHECK(base.accept_rules(Digest{1}, {{"a", "1"}}, kMorning).ok());
  CHECK(*rehearsal.rules_in_force() == Digest{1});
  CHECK(rehearsal.accept_rules(Digest{2}, {{"a", "2"}}, kMorning).ok());
  CHECK(*rehearsal.rules_in_force() == Digest{2});
  CHECK(rehearsal.rules(Digest{1})->has_value());
  CHECK(*base.rules_in_force() == Digest{1});
}

TEST(Rehearsal, changesNothingWhenTheRegisterFailsInTheMiddleOfABatch) {
  const Broken broken;
  MemoryStore store(&broken);
  CHECK(!commit(store, kMorning, {ask(1, ""), ask(2, "AZE12345678")}).ok());
  CHECK_EQUAL(0, *store.last());
  CHECK_EQUAL(1, commit(store, kMorning, {ask(1, "")})->size());
  CHECK_EQUAL(1, *store.last());
}

TEST(Rehearsal, forgetsOldTextsAndPermits) {
  CHECK(commit(base, kMorning, {ask(1, "AZE12345678")}).ok());
  CHECK(commit(rehearsal, kMorning + 1h, {ask(2, "AZE00000002", "10AA123")}).ok());
  CHECK(commit(rehearsal, kMorning + 25h, {ask(3, "AZE00000003")}).ok());
  rehearsal.forget_before(kMorning + 2h);
  CHECK_EQUAL(3, *rehearsal.last());
  CHECK(by_document(rehearsal, "AZE00000002").empty());
  CHECK(by_plate(rehearsal, "10AA123").empty());
  CHECK(!rehearsal.seen(ask(2, "AZE00000002").text.key)->has_value());
  CHECK_EQUAL(1, by_document(rehearsal, "AZE12345678").size());
  CHECK_EQUAL(1, by_document(rehearsal, "AZE00000003").size());
  CHECK(rehearsal.seen(ask(3, "AZE00000003").text.key)->has_value());
  CHECK_EQUAL(3, rehearsal.log(3, 1)->size() + 2);

  rehearsal.forget_before(kMorning + 100h);
  CHECK(commit(rehearsal, kMorning, {ask(4, "AZE00000004")})->at(0).entry.decided == kMorning + 25h);
  CHECK_EQUAL(4, *rehearsal.last());
}
