// Normalization: turns what phones send into upper-case Latin letters and digits, without guessing what is meant.
//
// Latin letters become upper case; dotless and dotted I (Azerbaijani and Turkish keyboards) both become I. Letters of
// other scripts that look like a Latin capital become that capital, by an explicit table: the Cyrillic letters of
// Russian plates (GOST R 50577-93), the Ukrainian and Serbian ones, and Greek capitals. Digits of other scripts
// become digits. Symbols, spaces, line ends and broken UTF-8 separate tokens. Combining and invisible characters
// vanish. Every other letter stays unchanged, as UTF-8: it can be part of a word, but never of a document.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace permit {

struct Normalized {
  std::vector<std::string> tokens;  ///< none is empty; each has at most kLongestToken bytes, longer ones are cut
  bool cyrillic = false;            ///< the text has a Cyrillic letter without a Latin lookalike
  std::size_t first_end = 0;        ///< bytes of the text up to the end of its first token

  static constexpr std::size_t kMostTokens = 64;    ///< the rest of the text is not read
  static constexpr std::size_t kLongestToken = 64;  ///< bytes
};

Normalized normalize(std::string_view utf8);

/// A token and its place in the text.
struct NormalizedWord {
  std::string token;  ///< whole, however long it is
  std::size_t begin;  ///< bytes
  std::size_t end;
};

/// Returns every word of a text as normalize() reads it, but without its limits: masks must find every word.
std::vector<NormalizedWord> normalized_words(std::string_view utf8);

constexpr bool is_digit(char sign) { return sign >= '0' && sign <= '9'; }
constexpr bool is_letter(char sign) { return sign >= 'A' && sign <= 'Z'; }
bool all_digits(std::string_view token);
bool all_letters(std::string_view token);

}  // namespace permit
