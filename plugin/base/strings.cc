#include "base/strings.h"

#include <charconv>
#include <system_error>

namespace permit {

namespace {

std::string escape(std::string_view text, bool quotes) {
  std::string escaped;
  for (const char sign : text) {
    if (sign == '&') {
      escaped += "&amp;";
    } else if (sign == '<') {
      escaped += "&lt;";
    } else if (sign == '>') {
      escaped += "&gt;";
    } else if (sign == '"' && quotes) {
      escaped += "&quot;";
    } else if (sign == '\'' && quotes) {
      escaped += "&#39;";
    } else {
      escaped += sign;
    }
  }
  return escaped;
}

}  // namespace

std::string_view trim(std::string_view text, std::string_view blanks) {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool is_blank(std::string_view text) { return trim(text).empty(); }

std::optional<std::uint64_t> parse_number(std::string_view digits, std::uint64_t most) {
  std::uint64_t number = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stopped, error] = std::from_chars(digits.data(), end, number);
  if (error != std::errc() || stopped != end || number > most) return std::nullopt;
  return number;
}

std::string counted(std::uint64_t count, std::string_view what) {
  return std::to_string(count).append(" ").append(what).append(count == 1 ? "" : "s");
}

std::string pad(std::string text, std::size_t width) {
  if (text.size() < width) text.resize(width, ' ');
  return text;
}

std::string escape_text(std::string_view text) { return escape(text, false); }

std::string escape_html(std::string_view text) { return escape(text, true); }

}  // namespace permit
