#include "store/format/record_bytes.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "test/rig/store_samples.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::test;

namespace {

Entry full_entry() {
  Entry entry;
  entry.text = ask(0x04030201, "AZE12345678").text;
  entry.text.body = std::string("\0 \xff", 3);
  entry.decided = utc("2020-07-21T10:00");
  entry.outcome = Outcome::repeated;
  entry.reason = "repeated";
  entry.language = "az";
  entry.purpose = "2";
  entry.document = "AZE12345678";
  entry.plate = "10AA123";
  entry.period = Period{.from = entry.decided, .until = entry.decided + std::chrono::hours(3)};
  entry.fields = {"1010", ""};
  entry.clause = "4.1.2";
  entry.rules.fill(0xfe);
  entry.permit = Sequence{0x0102030405060708};
  entry.reply = "Icazə";
  return entry;
}

Listing full_listing() {
  const Instant since = utc("2020-07-21T10:00");
  return {"health", Listing::Of::phone, "994501112233", since, since + std::chrono::hours(1), "clerk", "a test"};
}

/// Returns one record of every kind.
std::vector<Record> every_record() {
  std::vector<Record> records = {record_of(7, full_entry())};
  const auto add = [&](auto what) {
    records.push_back({.sequence = 7,
                       .at = utc("2020-07-21T10:00"),
                       .rules = Digest{9},
                       .event = AdminEvent{.actor = {.by = "clerk", .why = "a test"}, .what = std::move(what)}});
  };
  add(RulesAccepted{Digest{1, 2}});
  add(Listed{full_listing()});
  add(Unlisted{{"health", Listing::Of::document, "AZE12345678"}});
  const Instant noon = utc("2020-07-21T12:00");
  add(StandingEntered{{.kind = "work",
                       .activity = "trade",
                       .period = {utc("2020-07-21T10:00"), noon},
                       .holder = "AZE12345678",
                       .plate = "10AA123",
                       .reference = "44-1",
                       .issuer = "Bread Ltd",
                       .places = "Baku",
                       .note = "nights",
                       .source = "staff.csv",
                       .sequence = 7,
                       .entered = utc("2020-07-21T10:00"),
                       .import = 3,
                       .replaces = 5}});
  add(EndChanged{.permit = 5,
                 .end = {.until = noon, .revoked = true},
                 .document = "AZE12345678",
                 .plate = "10AA123",
                 .phone = "994501112233"});
  add(ImportStep{.import = 3, .state = Import::State::shown, .kind = "work", .file = "staff.csv", .rows = 1'000'000});
  add(Removed{.what = Removed::What::person, .before = noon, .records = 3});
  add(Revealed{.command = "show document --reveal", .subject = "AZE12345678"});
  return records;
}

std::optional<Record> decode(const RecordParts& parts) {
  return decode_record(7, parts.open, parts.personal, parts.raw);
}

Permit full_permit() {
  const Instant decided = utc("2020-07-21T10:00");
  return {.sequence = 7,
          .document = "AZE12345678",
          .purpose = "2",
          .plate = "10AA123",
          .phone = "994501112233",
          .decided = decided,
          .period = {.from = decided, .until = decided + std::chrono::hours(3)},
          .fields = {"1010"}};
}

// Decodes every prefix of `bytes` and every change of one byte. Each is decoded or refused, without other effects, and
// a decoded value encodes to the same bytes.
template <typename Decode, typename Encode>
void check_damage(const std::string& bytes, Decode decode, Encode encode) {
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    // A buffer of exactly that size, so that AddressSanitizer detects a read past its end.
    const std::string cut(bytes.data(), size);
    CHECK(!decode(cut).has_value());
  }
  CHECK(!decode(bytes + '\0').has_value());
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (int change = 1; change < 256; ++change) {
      std::string changed = bytes;
      changed[at] = static_cast<char>(changed[at] ^ change);
      if (const auto record = decode(changed)) CHECK(encode(*record) == changed);
    }
  }
}

std::string hex_bytes(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (const char byte : bytes) {
    out.push_back(kDigits[static_cast<std::uint8_t>(byte) >> 4]);
    out.push_back(kDigits[static_cast<std::uint8_t>(byte) & 15]);
  }
  return out;
}

}  // namespace

TEST_GROUP(RecordBytes){};

TEST(RecordBytes, everyRecordRoundTrips) {
  for (const Record& record : every_record()) CHECK(decode(encode(record)) == record);
}

TEST(RecordBytes, aTextWithAbsentMembersRoundTrips) {
  Entry entry = full_entry();
  const auto comes_back = [](const Entry& text) { return decode(encode(record_of(7, text))) == record_of(7, text); };
  entry.permit.reset();
  CHECK(comes_back(entry));
  entry.period->until.reset();
  CHECK(comes_back(entry));
  entry.period.reset();
  CHECK(comes_back(entry));
  entry = Entry{};
  entry.outcome = Outcome::silent;
  CHECK(comes_back(entry));
  CHECK(encode(record_of(7, entry)).personal.empty());
  CHECK(encode(record_of(7, entry)).raw.empty());
}

TEST(RecordBytes, everyOutcomeRoundTrips) {
  Entry entry = full_entry();
  for (std::uint8_t number = 1; number <= 6; ++number) {
    entry.outcome = static_cast<Outcome>(number);
    CHECK(decode(encode(record_of(7, entry)))->text()->outcome == entry.outcome);
  }
}

TEST(RecordBytes, timesOutsideTheCalendarRoundTrip) {
  Entry entry = full_entry();
  for (const Instant sent : {Instant::min(), Instant::max(), utc("2099-12-31T23:59:59")}) {
    entry.text.key.sent = sent;
    CHECK(decode(encode(record_of(7, entry)))->text()->text.key.sent == sent);
  }
}

TEST(RecordBytes, anErasedPartIsEmptyAndMarkedErased) {
  const RecordParts parts = encode(record_of(7, full_entry()));
  const std::optional<Record> stripped = decode_record(7, parts.open, std::nullopt, parts.raw);
  CHECK(stripped->erased == (Erased{.personal = true, .raw = false}));
  Entry expected = full_entry();
  for (std::string* text :
       {&expected.text.phone, &expected.text.sender, &expected.document, &expected.plate, &expected.reply})
    text->clear();
  expected.fields.clear();
  CHECK(*stripped->text() == expected);
  CHECK_TRUE(decode_record(7, parts.open, parts.personal, std::nullopt)->text()->text.body.empty());
  for (const Record& record : every_record()) {
    const RecordParts bytes = encode(record);
    CHECK(bytes.open.find("994501112233") == std::string::npos && bytes.open.find("AZE12345678") == std::string::npos);
    CHECK(bytes.open.find("a test") == std::string::npos);
    CHECK_TRUE(decode_record(7, bytes.open, std::nullopt, std::nullopt).has_value());
  }
}

TEST(RecordBytes, aPermitRoundTrips) {
  Permit permit = full_permit();
  CHECK(decode_permit(encode(permit)) == permit);
  permit.period.until.reset();
  permit.plate.clear();
  CHECK(decode_permit(encode(permit)) == permit);
}

TEST(RecordBytes, rulesRoundTrip) {
  const RuleFiles rules = {{"service.xml", std::string("<\0>", 3)}, {"decrees/july.xml", ""}};
  CHECK(decode_rules(encode(rules)) == rules);
  CHECK(decode_rules(encode(RuleFiles{})) == RuleFiles{});
}

// Data on disk must stay readable forever: a change here needs a new version.
TEST(RecordBytes, theBytesOfAPermitNeverChange) {
  STRCMP_EQUAL(
      "02"
      "0700000000000000"
      "a0bc165f00000000"
      "a0bc165f00000000"
      "01d0e6165f00000000"
      "0b000000415a453132333435363738"
      "0100000032"
      "0700000031304141313233"
      "0c000000393934353031313132323333"
      "010000000400000031303130"
      "00",
      hex_bytes(encode(full_permit())).c_str());
}

TEST(RecordBytes, theBytesOfATextNeverChange) {
  Entry entry = full_entry();
  entry.rules.fill(0);
  const RecordParts parts = encode(record_of(7, entry));
  STRCMP_EQUAL(
      "0201"
      "a0bc165f00000000"
      "0000000000000000000000000000000000000000000000000000000000000000"
      "a0bc165f00000000"
      "01020304000000000000000000000000"
      "02"
      "01a0bc165f0000000001d0e6165f00000000"
      "010807060504030201"
      "0400000038313033"
      "050000006e6f727468"
      "080000007265706561746564"
      "02000000617a"
      "0100000032"
      "05000000342e312e32",
      hex_bytes(parts.open).c_str());
  STRCMP_EQUAL(
      "100000003939343530415a453132333435363738"
      "110000002b3939343530415a453132333435363738"
      "0b000000415a453132333435363738"
      "0700000031304141313233"
      "02000000040000003130313000000000"
      "06000000496361"
      "7ac999",
      hex_bytes(parts.personal).c_str());
  STRCMP_EQUAL("030000000020ff", hex_bytes(parts.raw).c_str());
}

// The number of each kind is its second byte.
TEST(RecordBytes, theNumbersOfKindsNeverChange) {
  std::string kinds;
  for (const Record& record : every_record()) kinds += hex_bytes(encode(record).open.substr(1, 1));
  STRCMP_EQUAL("010203040506070809", kinds.c_str());
}

TEST(RecordBytes, aDamagedRecordIsRefusedOrReadAsItIs) {
  for (const Record& record : every_record()) {
    const RecordParts whole = encode(record);
    for (std::string RecordParts::*part : {&RecordParts::open, &RecordParts::personal, &RecordParts::raw}) {
      if ((whole.*part).empty()) continue;
      check_damage(
          whole.*part,
          [&](const std::string& bytes) {
            RecordParts parts = whole;
            parts.*part = bytes;
            return bytes.empty() ? std::nullopt : decode(parts);
          },
          [&](const Record& read) { return encode(read).*part; });
    }
  }
}

TEST(RecordBytes, aDamagedPermitIsRefusedOrReadAsItIs) {
  check_damage(encode(full_permit()), decode_permit, [](const Permit& permit) { return encode(permit); });
}

TEST(RecordBytes, damagedRulesAreRefusedOrReadAsTheyAre) {
  check_damage(encode(RuleFiles{{"service.xml", "<service/>"}, {"a", ""}}), decode_rules,
               [](const RuleFiles& rules) { return encode(rules); });
}

TEST(RecordBytes, anImpossibleCountOfRulesTakesNoMemory) {
  CHECK(!decode_rules(std::string("\x01\xff\xff\xff\xff", 5)).has_value());
}
