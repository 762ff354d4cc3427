// The alphabets of short messages, written independently of the library's code, to check it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace permit::test {

/// How the octets of a short message are encoded.
enum class Coding { gsm, ucs2, binary };

/// Encodes as UTF-16BE. Converts an invalid octet of `utf8` to U+FFFD.
std::string encode_ucs2(std::string_view utf8);
/// Converts an odd octet at the end, and lone surrogates, to U+FFFD.
std::string decode_ucs2(std::string_view octets);

/// Writes one septet per octet, as SMPP carries it. Returns nothing when a character is not in the alphabet (3GPP TS
/// 23.038 6.2.1).
std::optional<std::string> encode_gsm(std::string_view utf8);
/// Converts septets that the alphabet does not define to U+FFFD.
std::string decode_gsm(std::string_view septets);

/// Encodes like Kannel's octstr_url_encode(): a space becomes `+`.
std::string encode_url(std::string_view octets);
std::string decode_url(std::string_view text);

}  // namespace permit::test
