#include "kannel/wire/ucs2.h"

#include "base/utf8.h"

namespace permit {

namespace {

constexpr char32_t kHighSurrogate = 0xD800;
constexpr char32_t kLowSurrogate = 0xDC00;
constexpr char32_t kSurrogatesEnd = 0xE000;
constexpr char32_t kSecondPlane = 0x10000;

/// REQUIRES: `octets` is not empty.
char32_t take_unit(std::string_view& octets) {
  if (octets.size() == 1) {
    octets = {};
    return kBrokenByte;
  }
  const auto high = static_cast<unsigned char>(octets[0]);
  const auto low = static_cast<unsigned char>(octets[1]);
  octets.remove_prefix(2);
  return static_cast<char32_t>(high << 8 | low);
}

char32_t take_ucs2_point(std::string_view& octets) {
  const char32_t unit = take_unit(octets);
  if (unit < kHighSurrogate || unit >= kSurrogatesEnd) return unit;
  if (unit >= kLowSurrogate || octets.empty()) return kBrokenByte;
  std::string_view rest = octets;
  const char32_t low = take_unit(rest);
  if (low < kLowSurrogate || low >= kSurrogatesEnd) return kBrokenByte;
  octets = rest;
  return kSecondPlane + ((unit - kHighSurrogate) << 10) + (low - kLowSurrogate);
}

void append_unit(std::string& to, char32_t unit) {
  to += static_cast<char>(unit >> 8 & 0xFF);
  to += static_cast<char>(unit & 0xFF);
}

}  // namespace

std::string utf8_from_ucs2(std::string_view octets) {
  std::string text;
  while (!octets.empty()) append_utf8(text, take_ucs2_point(octets));
  return text;
}

std::string ucs2_from_utf8(std::string_view text) {
  std::string octets;
  while (!text.empty()) {
    const char32_t point = take_code_point(text);
    if (point < kSecondPlane) {
      append_unit(octets, point);
    } else {
      append_unit(octets, kHighSurrogate + ((point - kSecondPlane) >> 10));
      append_unit(octets, kLowSurrogate + ((point - kSecondPlane) & 0x3FF));
    }
  }
  return octets;
}

bool is_utf8(std::string_view octets) {
  while (!octets.empty()) {
    const std::size_t before = octets.size();
    // U+FFFD itself is three bytes long.
    if (take_code_point(octets) == kBrokenByte && before - octets.size() == 1) return false;
  }
  return true;
}

std::string utf8_from_latin1(std::string_view octets) {
  std::string text;
  for (const char octet : octets) append_utf8(text, static_cast<unsigned char>(octet));
  return text;
}

}  // namespace permit
