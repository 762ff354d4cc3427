#include "test/rig/alphabet.h"

#include <charconv>
#include <cstdint>

namespace permit::test {
namespace {

constexpr char32_t kReplacement = U'\uFFFD';
constexpr char kEscape = '\x1b';

// 3GPP TS 23.038 6.2.1, by septet, with the escape.
constexpr std::u32string_view kBasic =
    U"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    U"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
static_assert(kBasic.size() == 128);

// 6.2.1.1: the characters after an escape.
constexpr std::u32string_view kExtended = U"\f^{}\\[~]|€";
constexpr std::string_view kExtendedSeptets = "\x0a\x14\x28\x29\x2f\x3c\x3d\x3e\x40\x65";
static_assert(kExtended.size() == kExtendedSeptets.size());

// Removes the next character from `utf8` and returns it.
char32_t take_letter(std::string_view& utf8) {
  const auto first = static_cast<std::uint8_t>(utf8.front());
  utf8.remove_prefix(1);
  const std::size_t more = first < 0x80   ? 0
                           : first < 0xC0 ? 9
                           : first < 0xE0 ? 1
                           : first < 0xF0 ? 2
                           : first < 0xF8 ? 3
                                          : 9;
  if (more > utf8.size()) return kReplacement;
  auto letter = static_cast<char32_t>(more == 0 ? first : first & (0x3F >> more));
  for (std::size_t i = 0; i < more; ++i) {
    const auto next = static_cast<std::uint8_t>(utf8[i]);
    if ((next & 0xC0) != 0x80) return kReplacement;
    letter = letter << 6 | (next & 0x3F);
  }
  utf8.remove_prefix(more);
  return letter;
}

void append_utf8(std::string& utf8, char32_t letter) {
  const auto tail = [&](int shift) { utf8 += static_cast<char>(0x80 | (letter >> shift & 0x3F)); };
  if (letter < 0x80) {
    utf8 += static_cast<char>(letter);
  } else if (letter < 0x800) {
    utf8 += static_cast<char>(0xC0 | letter >> 6);
    tail(0);
  } else if (letter < 0x10000) {
    utf8 += static_cast<char>(0xE0 | letter >> 12);
    tail(6);
    tail(0);
  } else {
    utf8 += static_cast<char>(0xF0 | letter >> 18);
    tail(12);
    tail(6);
    tail(0);
  }
}

void append_unit(std::string& octets, char32_t unit) {
  octets += static_cast<char>(unit >> 8);
  octets += static_cast<char>(unit & 0xFF);
}

// Removes the next UTF-16BE unit and returns it. REQUIRES: two octets.
char32_t take_unit(std::string_view& octets) {
  const auto unit =
      static_cast<char32_t>(static_cast<std::uint8_t>(octets[0]) << 8 | static_cast<std::uint8_t>(octets[1]));
  octets.remove_prefix(2);
  return unit;
}

bool is_high_surrogate(char32_t unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool is_low_surrogate(char32_t unit) { return unit >= 0xDC00 && unit < 0xE000; }

char32_t take_utf16_letter(std::string_view& octets) {
  const char32_t unit = take_unit(octets);
  if (is_low_surrogate(unit)) return kReplacement;
  if (!is_high_surrogate(unit)) return unit;
  std::string_view rest = octets;
  if (rest.size() < 2) return kReplacement;
  const char32_t low = take_unit(rest);
  if (!is_low_surrogate(low)) return kReplacement;
  octets = rest;
  return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
}

bool is_plain_in_url(char octet) {
  return (octet >= '0' && octet <= '9') || (octet >= 'A' && octet <= 'Z') || (octet >= 'a' && octet <= 'z');
}

}  // namespace

std::string encode_ucs2(std::string_view utf8) {
  std::string octets;
  while (!utf8.empty()) {
    const char32_t letter = take_letter(utf8);
    if (letter < 0x10000) {
      append_unit(octets, letter);
    } else {
      append_unit(octets, 0xD800 + ((letter - 0x10000) >> 10));
      append_unit(octets, 0xDC00 + ((letter - 0x10000) & 0x3FF));
    }
  }
  return octets;
}

std::string decode_ucs2(std::string_view octets) {
  std::string utf8;
  while (octets.size() >= 2) append_utf8(utf8, take_utf16_letter(octets));
  if (!octets.empty()) append_utf8(utf8, kReplacement);
  return utf8;
}

std::optional<std::string> encode_gsm(std::string_view utf8) {
  std::string septets;
  while (!utf8.empty()) {
    const char32_t letter = take_letter(utf8);
    if (const auto basic = kBasic.find(letter); basic != std::string::npos && letter != U'\x1b') {
      septets += static_cast<char>(basic);
    } else if (const auto extended = kExtended.find(letter); extended != std::string::npos) {
      septets += kEscape;
      septets += kExtendedSeptets[extended];
    } else {
      return std::nullopt;
    }
  }
  return septets;
}

std::string decode_gsm(std::string_view septets) {
  std::string utf8;
  for (std::size_t i = 0; i < septets.size(); ++i) {
    const auto septet = static_cast<std::uint8_t>(septets[i]);
    if (septets[i] == kEscape && i + 1 < septets.size()) {
      const auto extended = kExtendedSeptets.find(septets[++i]);
      append_utf8(utf8, extended == std::string::npos ? kReplacement : kExtended[extended]);
    } else {
      append_utf8(utf8, septet < kBasic.size() && septets[i] != kEscape ? kBasic[septet] : kReplacement);
    }
  }
  return utf8;
}

std::string encode_url(std::string_view octets) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text;
  for (const char octet : octets) {
    if (is_plain_in_url(octet)) {
      text += octet;
    } else if (octet == ' ') {
      text += '+';
    } else {
      const auto value = static_cast<std::uint8_t>(octet);
      text += {'%', digits[value >> 4], digits[value & 15]};
    }
  }
  return text;
}

std::string decode_url(std::string_view text) {
  std::string octets;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::uint8_t value = 0;
    if (text[i] == '%' && i + 2 < text.size() &&
        std::from_chars(&text[i + 1], &text[i + 1] + 2, value, 16).ptr == &text[i + 1] + 2) {
      octets += static_cast<char>(value);
      i += 2;
    } else {
      octets += text[i] == '+' ? ' ' : text[i];
    }
  }
  return octets;
}

}  // namespace permit::test
