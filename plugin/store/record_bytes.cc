#include "store/record_bytes.h"

#include <cstdint>
#include <utility>

#include "store/bytes.h"

namespace permit {
namespace {

constexpr std::uint8_t kVersion = 1;

constexpr std::uint8_t kHasPeriod = 1;
constexpr std::uint8_t kHasEnd = 2;
constexpr std::uint8_t kRepeats = 4;

// The texts of a record in the order of its bytes; `Record` is const when they are written.
template <typename Record, typename Visit>
void each_text_of_entry(Record& entry, Visit visit) {
  visit(entry.text.phone);
  visit(entry.text.short_number);
  visit(entry.text.smsc);
  visit(entry.text.sender);
  visit(entry.text.body);
  visit(entry.reason);
  visit(entry.language);
  visit(entry.purpose);
  visit(entry.document);
  visit(entry.plate);
  visit(entry.clause);
  visit(entry.reply);
}

template <typename Record, typename Visit>
void each_text_of_permit(Record& permit, Visit visit) {
  visit(permit.document);
  visit(permit.purpose);
  visit(permit.plate);
  visit(permit.phone);
}

std::uint8_t flags_of(const std::optional<Period>& period, bool repeats) {
  return static_cast<std::uint8_t>((period ? kHasPeriod : 0) | (period && period->until ? kHasEnd : 0) |
                                   (repeats ? kRepeats : 0));
}

void write_period(ByteWriter& out, const Period& period) {
  out.instant(period.from);
  if (period.until) out.instant(*period.until);
}

Period read_period(ByteReader& in, std::uint8_t flags) {
  Period period{.from = in.instant(), .until = {}};
  if (flags & kHasEnd) period.until = in.instant();
  return period;
}

void require(ByteReader& in, bool condition) {
  if (!condition) in.fail();
}

bool is_outcome(std::uint8_t number) {
  return number >= static_cast<std::uint8_t>(Outcome::granted) && number <= static_cast<std::uint8_t>(Outcome::silent);
}

}  // namespace

std::string encode(const Entry& entry) {
  std::string bytes;
  bytes.reserve(256 + entry.text.body.size() + entry.reply.size());
  ByteWriter out(bytes);
  out.u8(kVersion);
  out.u8(flags_of(entry.period, entry.permit.has_value()));
  out.u8(static_cast<std::uint8_t>(entry.outcome));
  out.instant(entry.text.key.sent);
  out.fixed(entry.text.key.id);
  out.instant(entry.decided);
  if (entry.period) write_period(out, *entry.period);
  if (entry.permit) out.u64(*entry.permit);
  out.fixed(entry.rules);
  each_text_of_entry(entry, [&](const std::string& text) { out.text(text); });
  return bytes;
}

std::optional<Entry> decode_entry(std::string_view bytes) {
  ByteReader in(bytes);
  require(in, in.u8() == kVersion);
  const std::uint8_t flags = in.u8();
  require(in, flags <= (kHasPeriod | kHasEnd | kRepeats) && (flags & (kHasPeriod | kHasEnd)) != kHasEnd);
  const std::uint8_t outcome = in.u8();
  require(in, is_outcome(outcome));

  Entry entry;
  entry.outcome = static_cast<Outcome>(outcome);
  entry.text.key.sent = in.instant();
  in.fixed(entry.text.key.id);
  entry.decided = in.instant();
  if (flags & kHasPeriod) entry.period = read_period(in, flags);
  if (flags & kRepeats) entry.permit = in.u64();
  in.fixed(entry.rules);
  each_text_of_entry(entry, [&](std::string& text) { text = in.text(); });
  if (!in.complete()) return std::nullopt;
  return entry;
}

std::string encode(const Permit& permit) {
  std::string bytes;
  bytes.reserve(128);
  ByteWriter out(bytes);
  out.u8(kVersion);
  out.u8(flags_of(permit.period, false));
  out.u64(permit.sequence);
  out.instant(permit.decided);
  write_period(out, permit.period);
  each_text_of_permit(permit, [&](const std::string& text) { out.text(text); });
  return bytes;
}

std::optional<Permit> decode_permit(std::string_view bytes) {
  ByteReader in(bytes);
  require(in, in.u8() == kVersion);
  const std::uint8_t flags = in.u8();
  require(in, flags == kHasPeriod || flags == (kHasPeriod | kHasEnd));

  Permit permit;
  permit.sequence = in.u64();
  permit.decided = in.instant();
  permit.period = read_period(in, flags);
  each_text_of_permit(permit, [&](std::string& text) { text = in.text(); });
  if (!in.complete()) return std::nullopt;
  return permit;
}

std::string encode(const RuleText& rules) {
  std::string bytes;
  ByteWriter out(bytes);
  out.u8(kVersion);
  out.u32(static_cast<std::uint32_t>(rules.size()));
  for (const RuleFile& file : rules) {
    out.text(file.name);
    out.text(file.bytes);
  }
  return bytes;
}

std::optional<RuleText> decode_rules(std::string_view bytes) {
  ByteReader in(bytes);
  require(in, in.u8() == kVersion);
  RuleText rules;
  // Nothing is reserved for a count that may be wrong: the bytes run out before the memory does.
  for (std::uint32_t left = in.u32(); left > 0 && in.ok(); --left) {
    std::string name = in.text();
    rules.push_back({std::move(name), in.text()});
  }
  if (!in.complete()) return std::nullopt;
  return rules;
}

}  // namespace permit
