// UTF-16BE, which Kannel uses for UCS-2 texts, and Latin-1, which most 8-bit texts from phones are in.
#pragma once

#include <string>
#include <string_view>

namespace permit {

/// Converts a lone surrogate, and an odd octet at the end, to U+FFFD.
std::string utf8_from_ucs2(std::string_view octets);
/// Writes characters beyond the basic plane as surrogate pairs. Converts a byte that is not UTF-8 to U+FFFD.
std::string ucs2_from_utf8(std::string_view text);

bool is_utf8(std::string_view octets);
std::string utf8_from_latin1(std::string_view octets);

}  // namespace permit
