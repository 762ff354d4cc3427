// SHA-256, by libcrypto (FIPS 180-4).
#pragma once

#include <initializer_list>
#include <span>
#include <string_view>

#include "base/digest.h"
#include "base/result.h"

namespace permit {

/// Returns the digest of the concatenated parts. Returns an error if libcrypto refuses the algorithm, which its
/// configuration can cause. Any thread.
Result<Digest> sha256(std::span<const std::string_view> parts);

inline Result<Digest> sha256(std::initializer_list<std::string_view> parts) {
  return sha256(std::span(parts.begin(), parts.size()));
}

}  // namespace permit
