#include "store/record_bytes.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "test/support/store_samples.h"

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
  entry.clause = "4.1.2";
  entry.rules.fill(0xfe);
  entry.permit = Sequence{0x0102030405060708};
  entry.reply = "Icazə";
  return entry;
}

Permit full_permit() {
  const Instant decided = utc("2020-07-21T10:00");
  return {.sequence = 7,
          .document = "AZE12345678",
          .purpose = "2",
          .plate = "10AA123",
          .phone = "994501112233",
          .decided = decided,
          .period = {.from = decided, .until = decided + std::chrono::hours(3)}};
}

// Every beginning of `bytes` and every change of one of them is decoded, or refused, but does nothing else; and what
// is decoded is written again as it was read.
template <typename Decode>
void check_damage(const std::string& bytes, Decode decode) {
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    // A buffer of just that size: an address sanitizer sees a read behind its end.
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

TEST(RecordBytes, anEntryComesBackWhole) {
  const Entry entry = full_entry();
  CHECK(decode_entry(encode(entry)) == entry);
}

TEST(RecordBytes, anEntryComesBackWithoutWhatItHasNot) {
  Entry entry = full_entry();
  entry.permit.reset();
  CHECK(decode_entry(encode(entry)) == entry);
  entry.period->until.reset();
  CHECK(decode_entry(encode(entry)) == entry);
  entry.period.reset();
  CHECK(decode_entry(encode(entry)) == entry);
  CHECK(decode_entry(encode(Entry{})) == Entry{});
}

TEST(RecordBytes, everyOutcomeComesBack) {
  Entry entry;
  for (std::uint8_t number = 1; number <= 6; ++number) {
    entry.outcome = static_cast<Outcome>(number);
    CHECK(decode_entry(encode(entry)) == entry);
  }
}

TEST(RecordBytes, timesBeforeAndBehindTheCalendarComeBack) {
  Entry entry;
  for (const Instant sent : {Instant::min(), Instant::max(), utc("2099-12-31T23:59:59")}) {
    entry.text.key.sent = sent;
    CHECK(decode_entry(encode(entry)) == entry);
  }
}

TEST(RecordBytes, aPermitComesBackWhole) {
  Permit permit = full_permit();
  CHECK(decode_permit(encode(permit)) == permit);
  permit.period.until.reset();
  permit.plate.clear();
  CHECK(decode_permit(encode(permit)) == permit);
}

TEST(RecordBytes, rulesComeBackWhole) {
  const RuleText rules = {{"service.xml", std::string("<\0>", 3)}, {"decrees/july.xml", ""}};
  CHECK(decode_rules(encode(rules)) == rules);
  CHECK(decode_rules(encode(RuleText{})) == RuleText{});
}

// What is on disk must be read for ever: a change here needs a new version.
TEST(RecordBytes, theBytesOfAPermitAreTheseForEver) {
  STRCMP_EQUAL(
      "0103"
      "0700000000000000"
      "a0bc165f00000000"
      "a0bc165f00000000"
      "d0e6165f00000000"
      "0b000000415a453132333435363738"
      "0100000032"
      "0700000031304141313233"
      "0c000000393934353031313132323333",
      hex_bytes(encode(full_permit())).c_str());
}

TEST(RecordBytes, theBytesOfAnEntryAreTheseForEver) {
  Entry entry = full_entry();
  entry.rules.fill(0);
  STRCMP_EQUAL(
      "010702"
      "a0bc165f00000000"
      "01020304000000000000000000000000"
      "a0bc165f00000000"
      "a0bc165f00000000"
      "d0e6165f00000000"
      "0807060504030201"
      "0000000000000000000000000000000000000000000000000000000000000000"
      "100000003939343530415a453132333435363738"
      "0400000038313033"
      "050000006e6f727468"
      "110000002b3939343530415a453132333435363738"
      "030000000020ff"
      "080000007265706561746564"
      "02000000617a"
      "0100000032"
      "0b000000415a453132333435363738"
      "0700000031304141313233"
      "05000000342e312e32"
      "06000000496361"
      "7ac999",
      hex_bytes(encode(entry)).c_str());
}

TEST(RecordBytes, aDamagedEntryIsRefusedOrReadAsItStands) { check_damage(encode(full_entry()), decode_entry); }

TEST(RecordBytes, aDamagedPermitIsRefusedOrReadAsItStands) { check_damage(encode(full_permit()), decode_permit); }

TEST(RecordBytes, damagedRulesAreRefusedOrReadAsTheyStand) {
  check_damage(encode(RuleText{{"service.xml", "<service/>"}, {"a", ""}}), decode_rules);
}

TEST(RecordBytes, aCountOfRulesThatCannotBeTakesNoMemory) {
  CHECK(!decode_rules(std::string("\x01\xff\xff\xff\xff", 5)).has_value());
}
