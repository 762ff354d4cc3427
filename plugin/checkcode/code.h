// A check code as bits, and as the 12 characters that people read, type and say on the telephone.
//
//   key:5       which key of the file signed (key_file.h)
//   end:18      when the permit ends, in minutes since 1970-01-01 00:00 UTC, rounded up, modulo 2^18 - 1 (182 days);
//               all ones if it has no end
//   permit:5    the lowest bits of the permit's sequence in the log
//   mac:32      signer.h
//
// 60 bits, the highest first, in Crockford's base 32: 5 bits a character, digits and letters without I, L, O and U.
// Lower case is read as upper case, I and L as 1, O as 0; hyphens and spaces are ignored everywhere.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/zone.h"

namespace permit {

/// The four parts of a code, as above.
struct CodeBits {
  std::uint8_t key = 0;
  std::uint32_t end = 0;
  std::uint8_t permit = 0;
  std::uint32_t mac = 0;

  friend bool operator==(const CodeBits&, const CodeBits&) = default;
};

/// Returns the code. REQUIRES: each member fits its bits.
std::string render_code(const CodeBits& bits);
/// Returns the parts of a code; nothing if `code` is not a well-formed code.
std::optional<CodeBits> parse_code(std::string_view code);

/// Encodes a permit's end (CodeBits::end).
std::uint32_t end_bits(std::optional<Instant> until);
/// Returns the ends that the bits may mean: the last one at or before `at` and the first one after it. Each is a whole
/// minute. Returns nothing if the bits say that there is no end.
std::optional<std::array<Instant, 2>> ends_around(std::uint32_t end, Instant at);

}  // namespace permit
