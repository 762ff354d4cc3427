#include "test/rig/spellings.h"

#include <array>
#include <string_view>
#include <utility>

#include "base/utf8.h"

namespace permit::test {

std::string Speller::digits(std::size_t count) {
  std::string text;
  for (std::size_t at = 0; at < count; ++at) text += static_cast<char>('0' + below(10));
  return text;
}

std::string Speller::invisible() {
  constexpr std::array<std::string_view, 6> kInvisible{"\u200B", "\u200D", "\u200F", "\u00AD", "\uFEFF", "\u0301"};
  return below(6) == 0 ? std::string(kInvisible[below(kInvisible.size())]) : "";
}

std::string Speller::letter(char capital) {
  constexpr std::array<std::pair<char, std::string_view>, 10> kTwins{{{'A', "А"},
                                                                      {'A', "Α"},
                                                                      {'A', "а"},
                                                                      {'E', "Е"},
                                                                      {'Z', "Ζ"},
                                                                      {'M', "М"},
                                                                      {'Y', "У"},
                                                                      {'O', "О"},
                                                                      {'I', "ı"},
                                                                      {'I', "İ"}}};
  std::string written;
  const auto& [letter, twin] = kTwins[below(kTwins.size())];
  if (letter == capital) return std::string(twin);
  const char32_t offset = static_cast<char32_t>(capital - 'A');
  const char32_t first[] = {U'A', U'A', U'a', 0xFF21, 0xFF41};
  append_utf8(written, first[below(5)] + offset);
  return written;
}

std::string Speller::spelled(const std::string& letters, const std::string& digits) {
  constexpr std::array<std::string_view, 10> kGaps{"", "", " ", "  ", "-", ".", "\u00A0", "\n", "—", "\u3000"};
  const char32_t zeros[] = {U'0', U'0', 0x0660, 0x06F0, 0x0966, 0xFF10};
  std::string text;
  for (const char capital : letters) text += letter(capital) + invisible();
  text += kGaps[below(kGaps.size())];
  const char32_t zero = zeros[below(6)];
  for (const char digit : digits) {
    append_utf8(text, zero + static_cast<char32_t>(digit - '0'));
    text += invisible();
  }
  return text;
}

std::string Speller::twins(const std::string& text) {
  constexpr std::string_view kSigns = "01OI";
  constexpr std::string_view kTwins = "OI01";
  std::string written;
  for (const char sign : text) {
    const std::size_t at = kSigns.find(sign);
    written += at != std::string_view::npos && below(2) == 0 ? kTwins[at] : sign;
  }
  return written;
}

std::string Speller::spelled_with_twins(const std::string& letters, const std::string& digits) {
  return twins(letters) + (below(2) == 0 ? " " : "") + twins(digits);
}

}  // namespace permit::test
