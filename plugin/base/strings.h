// Small text helpers that several rooms need and the C++ library does not have.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace permit {

/// The white space of XML.
inline constexpr std::string_view kWhiteSpace = " \t\r\n";
/// The white space of C.
inline constexpr std::string_view kCWhiteSpace = " \t\r\n\v\f";

/// Returns `text` without the characters of `blanks` at both ends.
std::string_view trim(std::string_view text, std::string_view blanks = kWhiteSpace);
/// Returns whether `text` is empty or white space only.
bool is_blank(std::string_view text);

/// Returns the number that `digits` are in base 10, or nothing if it is above `most` or other characters are there,
/// such as a sign or a blank.
std::optional<std::uint64_t> parse_number(std::string_view digits,
                                          std::uint64_t most = std::numeric_limits<std::uint64_t>::max());

/// Returns `1 row`, `2 rows`.
std::string counted(std::uint64_t count, std::string_view what);
/// Appends spaces up to `width` bytes.
std::string pad(std::string text, std::size_t width);

/// Escapes `&`, `<` and `>`, for the text of an XML element.
std::string escape_text(std::string_view text);
/// Escapes quotation marks too, for text and attributes of HTML.
std::string escape_html(std::string_view text);

}  // namespace permit
