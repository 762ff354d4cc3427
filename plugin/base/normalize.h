// Folding: from what phones send to upper-case Latin letters and digits, without ever guessing who is meant.
//
// Latin letters become upper case, dotless and dotted I alike (Azerbaijani and Turkish keyboards). Letters of other
// scripts that look like a Latin capital become that capital, by an explicit table: Cyrillic as on Russian plates
// (GOST R 50577-93) and its Ukrainian and Serbian kin, Greek capitals. Digits of other scripts become digits. Signs,
// spaces, line ends and broken UTF-8 separate. Combining and invisible marks vanish. Every other letter stays itself,
// as UTF-8: it is part of no document, but of words.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace permit {

struct Normalized {
  std::vector<std::string> tokens;  ///< never empty strings; each at most kLongestToken bytes, longer ones are cut
  bool cyrillic = false;            ///< a Cyrillic letter without a Latin twin was seen
  std::size_t first_end = 0;        ///< bytes of the text up to the end of its first token

  static constexpr std::size_t kMostTokens = 64;    ///< what follows is not read
  static constexpr std::size_t kLongestToken = 64;  ///< bytes
};

Normalized normalize(std::string_view utf8);

constexpr bool is_digit(char sign) { return sign >= '0' && sign <= '9'; }
constexpr bool is_letter(char sign) { return sign >= 'A' && sign <= 'Z'; }
bool all_digits(std::string_view token);
bool all_letters(std::string_view token);

}  // namespace permit
