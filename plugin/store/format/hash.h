// SHA-256 that throws Failure.
#pragma once

#include <initializer_list>
#include <string_view>

#include "store/format/failure.h"
#include "system/sha256.h"

namespace permit {

/// Returns the digest of the concatenated parts. Throws Failure when libcrypto refuses the algorithm.
inline Digest sha256_or_throw(std::initializer_list<std::string_view> parts) {
  const auto digest = sha256(parts);
  if (!digest) throw Failure(0, digest.error().message + '.');
  return *digest;
}

}  // namespace permit
