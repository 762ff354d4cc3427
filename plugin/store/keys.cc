#include "store/keys.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>

namespace permit {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::size_t kNumberSize = 8;

void append_big_endian(std::string& bytes, std::uint64_t number) {
  for (std::size_t i = kNumberSize; i-- > 0;) bytes.push_back(static_cast<char>(number >> (8 * i) & 0xff));
}

// Negative numbers first.
std::uint64_t rising(Instant instant) {
  return static_cast<std::uint64_t>(instant.time_since_epoch().count()) ^ std::uint64_t{1} << 63;
}

}  // namespace

std::string day_name(std::string_view kind, Instant instant) {
  constexpr Instant kFirst = sys_days{std::chrono::year{1970} / 1 / 1};
  constexpr Instant kLast = sys_days{std::chrono::year{9999} / 12 / 31};
  const year_month_day day{std::chrono::floor<std::chrono::days>(std::clamp(instant, kFirst, kLast))};
  char date[sizeof " 2020-07-21"];
  const int year = static_cast<int>(day.year()) % 10000;
  const unsigned month = static_cast<unsigned>(day.month()) % 100;
  std::snprintf(date, sizeof date, " %04d-%02u-%02u", year, month, static_cast<unsigned>(day.day()) % 100);
  return std::string(kind).append(date);
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

}  // namespace permit
