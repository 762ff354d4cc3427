// UTF-8 from untrusted sources, one code point at a time (RFC 3629).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace permit {

/// Returned for a byte that is not part of valid UTF-8.
inline constexpr char32_t kBrokenByte = 0xFFFD;

/// U+FEFF, which some editors write at the start of a file.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Removes one code point from the front of `text` and returns it. If `text` does not begin with valid shortest-form
/// UTF-8, removes one byte and returns kBrokenByte. REQUIRES: `text` is not empty.
char32_t take_code_point(std::string_view& text);

/// Returns the number of code points; each broken byte counts as one.
std::size_t count_characters(std::string_view text);

/// Appends `point`. REQUIRES: `point` is a Unicode scalar value.
void append_utf8(std::string& to, char32_t point);

/// Returns at most `most` bytes from the front of `text`, never half a character.
std::string_view cut_utf8(std::string_view text, std::size_t most);

/// Returns untrusted text as one line for a log or a screen: characters that would begin a new line, move the cursor or
/// reverse the text direction become spaces.
std::string as_one_line(std::string_view text);

/// Returns whether the character is invisible or changes the order of visible ones: a control character, a direction
/// mark, a joiner, a filler.
bool is_hidden(char32_t point);

/// Returns a rule author's text with each hidden character as `[U+202E]`. People then read and sign what is sent.
std::string show_hidden(std::string_view text);
/// Does the same, but keeps line ends.
std::string show_hidden_in_lines(std::string_view text);
/// Returns `[U+202E]` for U+202E.
std::string code_point_in_brackets(char32_t point);

}  // namespace permit
