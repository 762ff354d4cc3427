#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <iterator>

namespace permit {

namespace {

struct Range {
  char32_t first;
  char32_t last;
};

/// Unicode's Cc, Zl and Zp; the characters of Cf and Default_Ignorable_Code_Point without a shape; the Braille blank.
constexpr Range kHidden[] = {
    {0x0000, 0x001F}, {0x007F, 0x009F}, {0x00AD, 0x00AD},   {0x034F, 0x034F},   {0x061C, 0x061C},
    {0x115F, 0x1160}, {0x17B4, 0x17B5}, {0x180B, 0x180F},   {0x200B, 0x200F},   {0x2028, 0x202E},
    {0x2060, 0x206F}, {0x2800, 0x2800}, {0x3164, 0x3164},   {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},
    {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFB}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
};

}  // namespace

char32_t take_code_point(std::string_view& text) {
  const auto byte = [&text](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned char lead = byte(0);
  std::size_t length = 1;
  char32_t point = lead;
  char32_t least = 0;
  if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    point = lead & 0x07U;
    least = 0x10000;
  } else if (lead >= 0xE0 && lead < 0xF0) {
    length = 3;
    point = lead & 0x0FU;
    least = 0x800;
  } else if (lead >= 0xC2 && lead < 0xE0) {
    length = 2;
    point = lead & 0x1FU;
    least = 0x80;
  } else if (lead >= 0x80) {
    point = kBrokenByte;
  }
  bool whole = length <= text.size();
  for (std::size_t at = 1; whole && at < length; ++at) {
    whole = (byte(at) & 0xC0U) == 0x80U;
    point = (point << 6U) | (byte(at) & 0x3FU);
  }
  const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
  if (!whole || point < least || point > 0x10FFFF || surrogate) {
    length = 1;
    point = kBrokenByte;
  }
  text.remove_prefix(length);
  return point;
}

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty(); ++count) take_code_point(text);
  return count;
}

void append_utf8(std::string& to, char32_t point) {
  const auto put = [&to](char32_t byte) { to += static_cast<char>(byte); };
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xC0U | (point >> 6U));
    put(0x80U | (point & 0x3FU));
  } else if (point < 0x10000) {
    put(0xE0U | (point >> 12U));
    put(0x80U | ((point >> 6U) & 0x3FU));
    put(0x80U | (point & 0x3FU));
  } else {
    put(0xF0U | (point >> 18U));
    put(0x80U | ((point >> 12U) & 0x3FU));
    put(0x80U | ((point >> 6U) & 0x3FU));
    put(0x80U | (point & 0x3FU));
  }
}

std::string_view cut_utf8(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  const auto continues = [](char octet) { return (static_cast<unsigned char>(octet) & 0xC0) == 0x80; };
  std::size_t end = most;
  while (end > 0 && most - end < 3 && continues(text[end])) --end;
  return text.substr(0, continues(text[end]) ? most : end);
}

std::string as_one_line(std::string_view text) {
  // Control characters of ISO 6429 and of Unicode.
  const auto controls = [](char32_t point) {
    return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0x061C || point == 0x200E || point == 0x200F ||
           (point >= 0x2028 && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
  };
  std::string line;
  while (!text.empty()) {
    const char32_t point = take_code_point(text);
    append_utf8(line, controls(point) ? U' ' : point);
  }
  return line;
}

bool is_hidden(char32_t point) {
  return std::any_of(std::begin(kHidden), std::end(kHidden),
                     [&](const Range& range) { return point >= range.first && point <= range.last; });
}

std::string code_point_in_brackets(char32_t point) {
  std::array<char, 16> written{};
  std::snprintf(written.data(), written.size(), "[U+%04X]", static_cast<unsigned>(point));
  return written.data();
}

std::string show_hidden(std::string_view text) {
  std::string shown;
  while (!text.empty()) {
    const char32_t point = take_code_point(text);
    if (is_hidden(point))
      shown += code_point_in_brackets(point);
    else
      append_utf8(shown, point);
  }
  return shown;
}

std::string show_hidden_in_lines(std::string_view text) {
  std::string shown;
  for (std::size_t end = 0; (end = text.find('\n')) != std::string_view::npos; text.remove_prefix(end + 1))
    shown += show_hidden(text.substr(0, end)) + '\n';
  return shown + show_hidden(text);
}

}  // namespace permit
