// The alphabets of short messages, written apart from the library's, to check it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace permit::test {

/// How the octets of a short message are to be read.
enum class Coding { gsm, ucs2, binary };

/// UTF-16BE. A broken octet of `utf8` becomes U+FFFD.
std::string encode_ucs2(std::string_view utf8);
/// An odd octet at the end and lone surrogates become U+FFFD.
std::string decode_ucs2(std::string_view octets);

/// One septet an octet, as SMPP carries it; nothing when a letter is not in the alphabet (3GPP TS 23.038 6.2.1).
std::optional<std::string> encode_gsm(std::string_view utf8);
/// What the alphabet leaves open becomes U+FFFD.
std::string decode_gsm(std::string_view septets);

/// As Kannel's octstr_url_encode(): a space is `+`.
std::string encode_url(std::string_view octets);
std::string decode_url(std::string_view text);

}  // namespace permit::test
