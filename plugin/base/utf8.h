// UTF-8 from strangers, one code point at a time (RFC 3629).
#pragma once

#include <string>
#include <string_view>

namespace permit {

/// Stands for a byte that is no UTF-8.
inline constexpr char32_t kBrokenByte = 0xFFFD;

/// Takes one code point from the front of `text`. Where no shortest-form UTF-8 of a character stands, it takes one
/// byte and returns kBrokenByte. REQUIRES: `text` is not empty.
char32_t take_code_point(std::string_view& text);

/// REQUIRES: `point` is a Unicode scalar value.
void append_utf8(std::string& to, char32_t point);

/// What is quoted from elsewhere, for a line of a log or a screen: signs that would begin a new line, move the cursor
/// or turn the text around become spaces.
std::string as_one_line(std::string_view text);

}  // namespace permit
