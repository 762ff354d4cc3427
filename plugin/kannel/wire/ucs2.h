// UTF-16BE, as Kannel carries UCS-2 texts, and Latin-1, as phones' 8-bit texts mostly are.
#pragma once

#include <string>
#include <string_view>

namespace permit {

/// A lone surrogate and an odd octet at the end become U+FFFD.
std::string utf8_from_ucs2(std::string_view octets);
/// Beyond the basic plane in surrogate pairs. A byte that is no UTF-8 becomes U+FFFD.
std::string ucs2_from_utf8(std::string_view text);

bool is_utf8(std::string_view octets);
std::string utf8_from_latin1(std::string_view octets);

/// At most `most` bytes from the front of `text`, never half a character.
std::string_view cut_utf8(std::string_view text, std::size_t most);

}  // namespace permit
