// A SHA-256 value: of a rule folder, of a log record in its chain.
#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace permit {

using Digest = std::array<std::uint8_t, 32>;

/// Lower-case hexadecimal, 64 characters.
std::string hex(const Digest& digest);

}  // namespace permit
