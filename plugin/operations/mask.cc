#include "operations/mask.h"

#include <algorithm>
#include <cstddef>

#include "base/normalize.h"

namespace permit {

namespace {

constexpr std::size_t kShortestNumber = 5;  // years, codes and short numbers identify nobody
constexpr std::size_t kShortestPiece = 2;
constexpr std::size_t kFewestJoined = 4;  // digits
constexpr char kHyphen = '-';

bool is_of_a_word(char sign) {
  return is_digit(sign) || (sign >= 'A' && sign <= 'Z') || (sign >= 'a' && sign <= 'z') ||
         static_cast<unsigned char>(sign) >= 0x80;
}

std::size_t digits_in(std::string_view word) {
  return static_cast<std::size_t>(std::count_if(word.begin(), word.end(), is_digit));
}

std::string without_hyphens(std::string_view word) {
  std::string bare(word);
  std::erase(bare, kHyphen);
  return bare;
}

/// May return an empty word. Hyphens join the pieces of a number: `10-AA-123', but not of `COVID-19'.
std::string_view word_at_front(std::string_view text) {
  const auto end_from = [&](std::size_t at) {
    while (at < text.size() && is_of_a_word(text[at])) ++at;
    return at;
  };
  const std::size_t first = end_from(0);
  std::size_t end = first;
  while (end > 0 && end + 1 < text.size() && text[end] == kHyphen && is_of_a_word(text[end + 1]))
    end = end_from(end + 1);
  return text.substr(0, digits_in(text.substr(0, end)) >= kFewestJoined ? end : first);
}

/// `2020-07-21', perhaps followed by a time.
bool is_date(std::string_view word) {
  constexpr std::string_view kForm = "####-##-##";
  if (word.size() < kForm.size() || (word.size() > kForm.size() && word[kForm.size()] != 'T')) return false;
  return std::equal(kForm.begin(), kForm.end(), word.begin(),
                    [](char form, char sign) { return form == '#' ? is_digit(sign) : form == sign; });
}

}  // namespace

std::string mask(std::string_view value) {
  const std::size_t head = std::min<std::size_t>(4, value.size() / 3);
  const std::size_t tail = std::min<std::size_t>(2, value.size() / 4);
  std::string masked(value);
  std::fill(masked.begin() + static_cast<std::ptrdiff_t>(head), masked.end() - static_cast<std::ptrdiff_t>(tail), '*');
  return masked;
}

std::string Masking::operator()(const std::string& value) const {
  return reveal_ || value == named_ ? value : mask(value);
}

std::string Masking::words(std::string_view text) const { return in(text, kShortestNumber); }
std::string Masking::text(std::string_view text) const { return in(text, kShortestPiece); }

/// Masks each word with a digit and at least `shortest` letters and digits.
std::string Masking::in(std::string_view text, std::size_t shortest) const {
  if (reveal_) return std::string(text);
  std::string masked;
  while (!text.empty()) {
    const std::string_view word = word_at_front(text);
    const std::string number = without_hyphens(word);
    const bool may_be_one = number.size() >= shortest && digits_in(number) > 0 && !is_date(word);
    masked += may_be_one ? (*this)(number) : std::string(word);
    text.remove_prefix(word.size());
    if (text.empty()) break;
    masked += text.front();
    text.remove_prefix(1);
  }
  return masked;
}

}  // namespace permit
