#include "store/format/keys.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace permit {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::size_t kNumberSize = 8;

void append_big_endian(std::string& bytes, std::uint64_t number) {
  for (std::size_t i = kNumberSize; i-- > 0;) bytes.push_back(static_cast<char>(number >> (8 * i) & 0xff));
}

void append_decimal(std::string& text, unsigned number, std::size_t digits) {
  text.append(digits, '0');
  for (std::size_t at = text.size(); digits > 0; --digits, number /= 10)
    text[--at] = static_cast<char>('0' + number % 10);
}

// Negative numbers sort first.
std::uint64_t rising(Instant instant) {
  return static_cast<std::uint64_t>(instant.time_since_epoch().count()) ^ std::uint64_t{1} << 63;
}

}  // namespace

std::string day_name(std::string_view kind, Instant instant) {
  constexpr Instant kFirst = sys_days{std::chrono::year{1970} / 1 / 1};
  constexpr Instant kLast = sys_days{std::chrono::year{9999} / 12 / 31};
  const year_month_day day{std::chrono::floor<std::chrono::days>(std::clamp(instant, kFirst, kLast))};
  std::string name(kind);
  append_decimal(name.append(1, ' '), static_cast<unsigned>(static_cast<int>(day.year())), 4);
  append_decimal(name.append(1, '-'), static_cast<unsigned>(day.month()), 2);
  append_decimal(name.append(1, '-'), static_cast<unsigned>(day.day()), 2);
  return name;
}

std::string sequence_key(Sequence sequence) {
  std::string key;
  append_big_endian(key, sequence);
  return key;
}

std::optional<Sequence> parse_sequence_key(std::string_view key) {
  if (key.size() != kNumberSize) return std::nullopt;
  Sequence sequence = 0;
  for (const char byte : key) sequence = sequence << 8 | static_cast<std::uint8_t>(byte);
  return sequence;
}

std::string subject_prefix(std::string_view subject) {
  subject = subject.substr(0, std::min(subject.find('\0'), kLongestSubject));
  return std::string(subject).append(1, '\0');
}

std::string subject_key(std::string_view subject, Sequence sequence) {
  std::string key = subject_prefix(subject);
  append_big_endian(key, sequence);
  return key;
}

std::string text_key(const TextKey& key) {
  std::string bytes;
  append_big_endian(bytes, rising(key.sent));
  bytes.append(key.id.begin(), key.id.end());
  return bytes;
}

std::string listing_prefix(Listing::Of of, std::string_view subject) {
  return static_cast<char>(of) + subject_prefix(subject);
}

}  // namespace permit
