#include "tool/mask.h"

#include <algorithm>
#include <cstddef>

namespace permit::tool {

namespace {

constexpr std::size_t kShortestNumber = 5;  // years, codes and short numbers name nobody

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

std::string Masking::words(std::string_view text) const {
  if (reveal_) return std::string(text);
  const auto is_of_a_word = [](char sign) {
    return (sign >= '0' && sign <= '9') || (sign >= 'A' && sign <= 'Z') || (sign >= 'a' && sign <= 'z') ||
           static_cast<unsigned char>(sign) >= 0x80;
  };
  std::string masked;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_of_a_word(text[end])) ++end;
    const std::string word(text.substr(at, end - at));
    const bool may_be_a_number =
        word.size() >= kShortestNumber && word.find_first_of("0123456789") != std::string::npos;
    masked += may_be_a_number ? (*this)(word) : word;
    if (end < text.size()) masked += text[end++];
    at = end;
  }
  return masked;
}

}  // namespace permit::tool
