// A SHA-256 digest: of a rule folder, or of a log record in the hash chain.
#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace permit {

using Digest = std::array<std::uint8_t, 32>;

/// Returns lower-case hexadecimal, 64 characters.
std::string hex(const Digest& digest);

}  // namespace permit
