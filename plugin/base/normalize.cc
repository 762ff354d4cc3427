#include "base/normalize.h"

#include <algorithm>
#include <cstddef>

#include "base/utf8.h"

namespace permit {

namespace {

bool within(char32_t point, char32_t first, char32_t last) { return point >= first && point <= last; }

struct Twin {
  char32_t letter;
  char latin;
};

/// Capitals of other scripts that look the same as a Latin capital on paper.
constexpr Twin kTwins[] = {
    // Cyrillic: the twelve letters of Russian plates, GOST R 50577-93 annex A
    {U'А', 'A'},
    {U'В', 'B'},
    {U'Е', 'E'},
    {U'К', 'K'},
    {U'М', 'M'},
    {U'Н', 'H'},
    {U'О', 'O'},
    {U'Р', 'P'},
    {U'С', 'C'},
    {U'Т', 'T'},
    {U'У', 'Y'},
    {U'Х', 'X'},
    // Cyrillic: Ukrainian, Serbian, Macedonian
    {U'І', 'I'},
    {U'Ј', 'J'},
    {U'Ѕ', 'S'},
    // Greek
    {U'Α', 'A'},
    {U'Β', 'B'},
    {U'Ε', 'E'},
    {U'Ζ', 'Z'},
    {U'Η', 'H'},
    {U'Ι', 'I'},
    {U'Κ', 'K'},
    {U'Μ', 'M'},
    {U'Ν', 'N'},
    {U'Ο', 'O'},
    {U'Ρ', 'P'},
    {U'Τ', 'T'},
    {U'Υ', 'Y'},
    {U'Χ', 'X'},
};

bool is_cyrillic(char32_t point) { return within(point, 0x0400, 0x052F); }

/// Characters next to or around a letter, or invisible: accents, joiners, the keycap around a digit.
bool vanishes(char32_t point) {
  return point == 0x00AD || within(point, 0x0300, 0x036F) || within(point, 0x200B, 0x200F) || point == 0x2060 ||
         within(point, 0x20D0, 0x20FF) || within(point, 0xFE00, 0xFE0F) || point == 0xFEFF;
}

/// Symbols, spaces, dashes, pictures: characters that separate words.
bool separates(char32_t point) {
  return point < 0xC0 || point == 0xD7 || point == 0xF7 || within(point, 0x2000, 0x2BFF) ||
         within(point, 0x3000, 0x303F) || within(point, 0xD800, 0xFAFF) || within(point, 0xFE10, 0xFE6F) ||
         point >= 0xFF61;
}

/// The zeros of scripts whose digits a phone keyboard offers.
constexpr char32_t kZeros[] = {U'0', 0x0660, 0x06F0, 0x0966, 0xFF10};

char32_t upper(char32_t point) {
  if (within(point, 'a', 'z') || within(point, 0xE0, 0xFE)) return point - 0x20;
  if (within(point, 0x0430, 0x044F) || within(point, 0x03B1, 0x03C9)) return point - 0x20;
  if (within(point, 0x0450, 0x045F)) return point - 0x50;
  if (within(point, 0xFF41, 0xFF5A)) return point - 0x20;
  if (within(point, 0x0100, 0x0137) || within(point, 0x014A, 0x0177)) return point & ~char32_t{1};
  return point == U'ə' ? U'Ə' : point;
}

/// Returns the character as documents and plates write it, if it belongs to a word at all.
char32_t normalized(char32_t point) {
  if (point < 0x80) return within(point, 'a', 'z') ? point - 0x20 : point;  // most characters
  if (point == U'ı' || point == U'İ') return U'I';
  for (const char32_t zero : kZeros) {
    if (within(point, zero, zero + 9)) return U'0' + (point - zero);
  }
  point = upper(point);
  if (within(point, 0xFF21, 0xFF3A)) return point - 0xFF21 + U'A';
  for (const Twin& twin : kTwins) {
    if (twin.letter == point) return static_cast<unsigned char>(twin.latin);
  }
  return point;
}

bool is_ascii_word(char32_t point) { return within(point, 'A', 'Z') || within(point, '0', '9'); }
bool ends_a_word(char32_t letter) { return !is_ascii_word(letter) && separates(letter); }

}  // namespace

bool all_digits(std::string_view token) { return std::all_of(token.begin(), token.end(), is_digit); }
bool all_letters(std::string_view token) { return std::all_of(token.begin(), token.end(), is_letter); }

Normalized normalize(std::string_view utf8) {
  Normalized result;
  std::string token;
  const auto end_token = [&] {
    if (!token.empty()) result.tokens.push_back(std::move(token));
    token.clear();
  };
  const std::size_t all = utf8.size();
  while (!utf8.empty() && result.tokens.size() < Normalized::kMostTokens) {
    const std::size_t before = all - utf8.size();
    const char32_t point = take_code_point(utf8);
    if (vanishes(point)) continue;
    const char32_t letter = normalized(point);
    if (ends_a_word(letter)) {
      end_token();
      if (result.tokens.size() == 1 && result.first_end == 0) result.first_end = before;
      continue;
    }
    if (is_cyrillic(letter)) result.cyrillic = true;
    if (token.size() + 4 <= Normalized::kLongestToken) append_utf8(token, letter);
  }
  if (result.tokens.size() < Normalized::kMostTokens) end_token();
  if (result.tokens.size() == 1 && result.first_end == 0) result.first_end = all;
  return result;
}

std::vector<NormalizedWord> normalized_words(std::string_view utf8) {
  std::vector<NormalizedWord> words;
  const std::size_t all = utf8.size();
  bool is_in_word = false;
  while (!utf8.empty()) {
    const std::size_t before = all - utf8.size();
    const char32_t point = take_code_point(utf8);
    if (vanishes(point)) continue;
    const char32_t letter = normalized(point);
    if (ends_a_word(letter)) {
      is_in_word = false;
      continue;
    }
    if (!is_in_word) words.push_back({"", before, before});
    is_in_word = true;
    append_utf8(words.back().token, letter);
    words.back().end = all - utf8.size();
  }
  return words;
}

}  // namespace permit
