#include "core/answer.h"

#include <memory>
#include <string>
#include <vector>

#include "store/memory_store.h"
#include "test/rig/sample_rules.h"
#include "test/rig/store_samples.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using permit::test::at;

namespace {

/// Records in order what was sent: `reply granted`, `ack 1`, and `|` for a flush.
class RecordingOutbox : public Outbox {
 public:
  void reply(const Entry& entry) override { add("reply " + std::string(name(entry.outcome))); }
  void ack(const Text& text) override { add("ack " + std::to_string(text.key.id[0])); }
  void flush() override {
    if (!events_.empty() && events_.back() != '|') events_ += " |";
  }
  void committed() { add("commit"); }

  /// Returns what was sent since the last call.
  std::string taken() { return std::exchange(events_, {}); }

 private:
  void add(const std::string& event) { events_ += (events_.empty() ? "" : " ") + event; }

  std::string events_;
};

/// A register whose commits the outbox records, and which can be made to fail.
class WatchedStore : public Store {
 public:
  explicit WatchedStore(RecordingOutbox& outbox) : outbox_(outbox) {}

  bool disk_full = false;

  Result<std::vector<Permit>> by_document(std::string_view document, Instant since, Instant until) const override {
    return memory_.by_document(document, since, until);
  }
  Result<std::vector<Permit>> by_plate(std::string_view plate, Instant since, Instant until) const override {
    return memory_.by_plate(plate, since, until);
  }
  Result<std::vector<Permit>> by_phone(std::string_view phone, Instant since, Instant until) const override {
    return memory_.by_phone(phone, since, until);
  }
  Result<std::vector<StandingPermit>> standing_of(std::string_view holder) const override {
    return memory_.standing_of(holder);
  }
  Result<std::vector<StandingPermit>> standing_by_plate(std::string_view plate) const override {
    return memory_.standing_by_plate(plate);
  }
  Result<std::optional<Entry>> seen(const TextKey& key) const override { return memory_.seen(key); }
  Result<std::vector<Record>> log(Sequence first, std::size_t most) const override { return memory_.log(first, most); }
  Result<Sequence> last() const override { return memory_.last(); }
  Result<Instant> last_decided() const override { return memory_.last_decided(); }
  Result<std::vector<std::string>> lists_of(std::string_view document, std::string_view phone,
                                            Instant now) const override {
    return memory_.lists_of(document, phone, now);
  }
  Result<std::optional<RuleFiles>> rules(const Digest& hash) const override { return memory_.rules(hash); }
  Result<std::optional<Digest>> rules_in_force() const override { return memory_.rules_in_force(); }
  Status accept_rules(const Digest& hash, const RuleFiles& text, HostTime at) override {
    return memory_.accept_rules(hash, text, at);
  }
  Status probe() override { return Done{}; }

  Result<std::vector<CommitResult>> commit(Instant now, std::span<const AccountQuery> batch,
                                           const Decider& decider) override {
    if (disk_full) return Error{"disk full"};
    auto answered = memory_.commit(now, batch, decider);
    outbox_.committed();
    return answered;
  }

 private:
  RecordingOutbox& outbox_;
  MemoryStore memory_;
};

/// Makes codes that name their permit.
class SpokenCodes : public CheckCodeMaker {
 public:
  std::string code_of(const Permit& permit) const override {
    return std::to_string(permit.sequence) + "/" + permit.document + "/" + permit.purpose;
  }
};

Text text(std::uint8_t id, std::string body) {
  Text text;
  text.key.sent = at("2020-07-21T10:00");
  text.key.id[0] = id;
  text.phone = text.sender = "994501112233";
  text.short_number = "8103";
  text.body = std::move(body);
  return text;
}

}  // namespace

TEST_GROUP(Answer) {
  Rules rules = std::make_shared<const RuleSet>(test::sample_rules());
  RecordingOutbox outbox;
  WatchedStore store{outbox};
  Responder responder{store, outbox};

  Status answer(std::vector<Text> texts, std::string_view now = "2020-07-21T10:00") {
    return responder.respond(std::move(texts), rules, at(now));
  }

  /// Returns the outcomes in the log, in order.
  std::string logged() const {
    std::string outcomes;
    for (const Entry& entry : test::texts(store))
      outcomes += (outcomes.empty() ? "" : " ") + std::string(name(entry.outcome));
    return outcomes;
  }
};

TEST(Answer, repliesAfterTheCommitOfAPermitAndAcksAfterTheReply) {
  CHECK_TRUE(answer({text(1, "2 AZE12345678")}).ok());
  STRCMP_EQUAL("commit reply granted ack 1 |", outbox.taken().c_str());
  STRCMP_EQUAL("granted", logged().c_str());
}

TEST(Answer, repliesAtOnceToATextThatChangesNothingAndAcksItWithTheNextCommit) {
  CHECK_TRUE(answer({text(1, "salam"), text(2, "HELP")}).ok());
  STRCMP_EQUAL("reply unreadable reply information |", outbox.taken().c_str());
  LONGS_EQUAL(2, responder.waiting());
  CHECK_TRUE(answer({}).ok());
  STRCMP_EQUAL("commit ack 1 ack 2 |", outbox.taken().c_str());
  STRCMP_EQUAL("unreadable information", logged().c_str());
  LONGS_EQUAL(0, responder.waiting());
}

TEST(Answer, doesNotDelayAHelpReplyForAPermitInTheSameBatch) {
  CHECK_TRUE(answer({text(1, "2 AZE12345678"), text(2, "HELP")}).ok());
  STRCMP_EQUAL("reply information | commit reply granted ack 1 ack 2 |", outbox.taken().c_str());
}

TEST(Answer, commitsWhenManyTextsWait) {
  for (std::size_t i = 0; i < Responder::kMostWaiting - 1; ++i) {
    CHECK_TRUE(answer({text(static_cast<std::uint8_t>(i), "salam")}).ok());
  }
  STRCMP_EQUAL("", logged().c_str());
  CHECK_TRUE(answer({text(200, "salam")}).ok());
  LONGS_EQUAL(0, responder.waiting());
}

TEST(Answer, doesNothingWhenNothingArrivedAndNothingWaits) {
  CHECK_TRUE(answer({}).ok());
  STRCMP_EQUAL("", outbox.taken().c_str());
}

TEST(Answer, neitherRepliesNorAcksWhenTheCommitFails) {
  store.disk_full = true;
  CHECK_FALSE(answer({text(1, "2 AZE12345678"), text(2, "HELP")}).ok());
  STRCMP_EQUAL("reply information |", outbox.taken().c_str());
  CHECK_FALSE(answer({text(3, "1 AZE12345678")}).ok());
  STRCMP_EQUAL("", outbox.taken().c_str());

  store.disk_full = false;
  CHECK_TRUE(answer({}).ok());
  STRCMP_EQUAL("commit reply granted ack 1 ack 2 reply granted ack 3 |", outbox.taken().c_str());
}

TEST(Answer, givesTheRecordedReplyToATextDeliveredAgain) {
  CHECK_TRUE(answer({text(1, "2 AZE12345678")}).ok());
  CHECK_TRUE(answer({text(2, "salam")}).ok());
  CHECK_TRUE(answer({}).ok());
  outbox.taken();
  CHECK_TRUE(answer({text(1, "2 AZE12345678")}, "2020-07-21T15:00").ok());
  STRCMP_EQUAL("commit reply granted ack 1 |", outbox.taken().c_str());
  CHECK_TRUE(answer({text(2, "salam")}, "2020-07-21T15:00").ok());
  CHECK_TRUE(answer({}).ok());
  STRCMP_EQUAL("reply unreadable | commit ack 2 |", outbox.taken().c_str());
  STRCMP_EQUAL("granted unreadable", logged().c_str());
}

TEST(Answer, givesOnePermitWhenOneBatchAsksTwice) {
  CHECK_TRUE(answer({text(1, "2 AZE12345678"), text(2, "2 AZE12345678"), text(1, "2 AZE12345678")}).ok());
  STRCMP_EQUAL("commit reply granted ack 1 reply repeated ack 2 reply granted ack 1 |", outbox.taken().c_str());
  STRCMP_EQUAL("granted repeated", logged().c_str());
}

TEST(Answer, readsWaitingTextsAgainWhenTheRulesChange) {
  store.disk_full = true;
  CHECK_FALSE(answer({text(1, "2 AZE12345678")}).ok());
  RuleSet changed = test::sample_rules();
  changed.documents.erase(changed.documents.begin());
  rules = std::make_shared<const RuleSet>(std::move(changed));
  store.disk_full = false;
  CHECK_TRUE(answer({}).ok());
  STRCMP_EQUAL("reply unreadable | commit ack 1 |", outbox.taken().c_str());
}

TEST(Answer, staysSilentIfTheSenderIsNotAPhone) {
  Text nobody = text(1, "2 AZE12345678");
  nobody.sender.clear();
  Text ourselves = text(2, "Icaze 2: AZE12345678");
  ourselves.sender = "+8103";
  ourselves.phone = "8103";
  Text named = text(3, "HELP");
  named.sender = named.phone = "ASAN";
  Text service = text(4, "2 AZE12345678");
  service.sender = service.phone = "919";
  CHECK_TRUE(answer({nobody, ourselves, named, service}).ok());
  STRCMP_EQUAL("commit ack 1 ack 2 ack 3 ack 4 |", outbox.taken().c_str());
  const std::vector<Entry> entries = test::texts(store);
  STRCMP_EQUAL("no-sender", entries[0].reason.c_str());
  STRCMP_EQUAL("own-number", entries[1].reason.c_str());
  STRCMP_EQUAL("named-sender", entries[2].reason.c_str());
  STRCMP_EQUAL("short-number", entries[3].reason.c_str());
}

TEST(Answer, staysSilentAfterManyTextsWithoutAPermit) {
  FloodGuard guard({3, std::chrono::minutes(10)});
  Responder patient(store, outbox, nullptr, &guard);
  for (std::uint8_t id = 1; id <= 6; ++id)
    CHECK_TRUE(patient.respond({text(id, "salam")}, rules, at("2020-07-21T10:00")).ok());
  // The permit still gets its reply and resets the count.
  CHECK_TRUE(patient.respond({text(7, "2 AZE12345678")}, rules, at("2020-07-21T10:01")).ok());
  CHECK_TRUE(patient.respond({text(8, "salam")}, rules, at("2020-07-21T10:01")).ok());
  CHECK_TRUE(patient.respond({}, rules, at("2020-07-21T10:01")).ok());

  STRCMP_EQUAL(
      "reply unreadable | reply unreadable | reply unreadable | reply unreadable | "
      "commit ack 1 ack 2 ack 3 ack 4 ack 5 ack 6 reply granted ack 7 | reply unreadable | commit ack 8 |",
      outbox.taken().c_str());
  STRCMP_EQUAL("unreadable unreadable unreadable unreadable silent silent granted unreadable", logged().c_str());
  const std::vector<Entry> entries = test::texts(store);
  STRCMP_EQUAL("format", entries[2].reason.c_str());
  STRCMP_EQUAL("flood", entries[3].reason.c_str());
  STRCMP_EQUAL("flood", entries[4].reason.c_str());
}

TEST(Answer, neverDecidesEarlierThanTheLastCommit) {
  CHECK_TRUE(answer({text(1, "2 AZE12345678")}, "2020-07-22T00:10").ok());
  CHECK_TRUE(answer({text(2, "2 AZE12345678")}, "2020-07-21T23:50").ok());
  STRCMP_EQUAL("granted repeated", logged().c_str());
  const std::vector<Entry> entries = test::texts(store);
  CHECK_TRUE(entries[1].decided == at("2020-07-22T00:10"));
}

TEST(Answer, countsPermitsOfThePhoneForALimitByPhone) {
  RuleSet by_phone = test::sample_rules();
  by_phone.decrees[1].purposes[0].limits = {{2, {"1"}, true, "phone clause", Limit::Per::day, Limit::By::phone}};
  rules = std::make_shared<const RuleSet>(std::move(by_phone));
  CHECK_TRUE(answer({text(1, "1 AZE00000001"), text(2, "1 AZE00000002"), text(3, "1 AZE00000003")}).ok());
  Text another = text(4, "1 AZE00000003");
  another.phone = "994551112233";
  CHECK_TRUE(answer({another}).ok());
  STRCMP_EQUAL("granted granted refused granted", logged().c_str());
}

TEST(Answer, recognisesAPhoneInNationalForm) {
  RuleSet by_phone = test::sample_rules();
  by_phone.decrees[1].purposes[0].limits = {{1, {"1"}, true, "phone clause", Limit::Per::day, Limit::By::phone}};
  by_phone.decrees[1].refusals = {{"blocked", "listed", "list clause"}};
  rules = std::make_shared<const RuleSet>(std::move(by_phone));
  Text at_home = text(2, "1 AZE00000002");
  at_home.sender = at_home.phone = "0501112233";
  CHECK_TRUE(answer({text(1, "1 AZE00000001"), at_home}).ok());
  STRCMP_EQUAL("granted refused", logged().c_str());
  const Entry entry = test::texts(store)[1];
  STRCMP_EQUAL("994501112233", entry.text.phone.c_str());
  STRCMP_EQUAL("0501112233", entry.text.sender.c_str());
  const Request request = parse_request(at_home, *rules, at("2020-07-21T10:00"));
  STRCMP_EQUAL("994501112233", account_query(at_home, request, *rules).listed.c_str());
}

TEST(Answer, triesATextWithoutGivingAPermit) {
  CHECK_TRUE(answer({text(1, "TEST 2 AZE12345678")}).ok());
  STRCMP_EQUAL("reply information |", outbox.taken().c_str());
  CHECK_TRUE(answer({text(2, "2 AZE12345678")}).ok());
  CHECK_TRUE(answer({text(3, "TEST 2 AZE12345678 10AA123")}, "2020-07-21T11:00").ok());
  CHECK_TRUE(answer({text(4, "TEST 2 AZE1234567")}, "2020-07-21T11:00").ok());
  CHECK_TRUE(answer({}, "2020-07-21T11:00").ok());
  STRCMP_EQUAL("information granted information information", logged().c_str());
  const std::vector<Entry> entries = test::texts(store);
  STRCMP_EQUAL("az would get: az granted 2 AZE12345678 10:00-13:00", entries[0].reply.c_str());
  STRCMP_EQUAL("az would get: az repeated 2 AZE12345678 car 10AA123 until 13:00", entries[2].reply.c_str());
  STRCMP_EQUAL("az would get: az AZE1234567 has 7 of 8: 2 AZE12345678", entries[3].reply.c_str());
  STRCMP_EQUAL("test", entries[0].reason.c_str());
  CHECK_TRUE(store.by_plate("10AA123", at("2020-07-21T00:00"), at("2020-07-22T00:00"))->empty());
}

TEST(Answer, addsTheCheckCodeOfTheLivePermit) {
  const SpokenCodes codes;
  Responder stamping(store, outbox, &codes);
  CHECK_TRUE(
      stamping.respond({text(1, "1 AZE00000001"), text(2, "2 AZE12345678")}, rules, at("2020-07-21T10:00")).ok());
  CHECK_TRUE(stamping.respond({text(3, "2 AZE12345678 10AA123")}, rules, at("2020-07-21T11:00")).ok());
  const std::vector<Entry> entries = test::texts(store);
  STRCMP_CONTAINS(" check 1/AZE00000001/1", entries[0].reply.c_str());
  STRCMP_CONTAINS(" check 2/AZE12345678/2", entries[1].reply.c_str());
  STRCMP_CONTAINS(" check 2/AZE12345678/2", entries[2].reply.c_str());
}

TEST(Answer, addsNoCheckCodeWithoutAPermit) {
  const SpokenCodes codes;
  Responder stamping(store, outbox, &codes);
  CHECK_TRUE(stamping.respond({text(1, "2 AZE12345678")}, rules, at("2020-07-21T10:00")).ok());
  CHECK_TRUE(stamping
                 .respond({text(2, "TEST 2 AZE12345678"), text(3, "TEST 1 AZE12345678"), text(4, "STATUS AZE12345678"),
                           text(5, "3 AZE12345678")},
                          rules, at("2020-07-21T11:00"))
                 .ok());
  const std::vector<Entry> entries = test::texts(store);
  LONGS_EQUAL(5, entries.size());
  for (std::size_t i = 1; i < entries.size(); ++i) CHECK_TRUE(entries[i].reply.find(" check ") == std::string::npos);
}

TEST(Answer, listsThePermitsThatThePhoneAskedFor) {
  CHECK_TRUE(answer({text(1, "1 AZE00000001"), text(2, "MINE")}).ok());
  CHECK_TRUE(answer({text(3, "MINE")}).ok());
  CHECK_TRUE(answer({}).ok());
  const std::vector<Entry> entries = test::texts(store);
  STRCMP_EQUAL("az yours: 1 10:00-12:00", entries[2].reply.c_str());
}

TEST(Answer, keepsANationalPlateIfARepeatMayMistypeIt) {
  CHECK_TRUE(answer({text(1, "2 AZE12345678 10AA123")}).ok());
  CHECK_TRUE(answer({text(2, "2 AZE12345678 10AA12")}, "2020-07-21T11:00").ok());
  const std::vector<Entry> entries = test::texts(store);
  STRCMP_EQUAL("repeated-plate-unclear", entries[1].reason.c_str());
  STRCMP_EQUAL("10AA123", entries[1].plate.c_str());
  CHECK_TRUE(answer({text(3, "2 AZE12345678 99ZZ999")}, "2020-07-21T11:00").ok());
  CHECK_TRUE(answer({text(4, "2 AZE00000001 A123BC77"), text(5, "2 AZE00000001 B456DE77")}).ok());
  CHECK_TRUE(store.by_plate("10AA123", at("2020-07-21T00:00"), at("2020-07-22T00:00"))->empty());
  LONGS_EQUAL(1, store.by_plate("99ZZ999", at("2020-07-21T00:00"), at("2020-07-22T00:00"))->size());
  LONGS_EQUAL(1, store.by_plate("B456DE77", at("2020-07-21T00:00"), at("2020-07-22T00:00"))->size());
}

TEST(Answer, attachesAPlateNamedInARepeat) {
  CHECK_TRUE(answer({text(1, "2 AZE12345678")}).ok());
  CHECK_TRUE(answer({text(2, "2 AZE12345678 10AA123")}, "2020-07-21T11:00").ok());
  const auto permits = store.by_plate("10AA123", at("2020-07-21T00:00"), at("2020-07-22T00:00"));
  LONGS_EQUAL(1, permits->size());
  CHECK_TRUE(permits->front().period.until == at("2020-07-21T13:00"));
}
