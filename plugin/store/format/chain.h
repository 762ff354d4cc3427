// The hash chain along the log. Changing, dropping or inserting a record needs every later hash computed again; the
// chain then no longer ends at a head that was noted elsewhere.
#pragma once

#include <string_view>

#include "base/digest.h"
#include "core/record.h"

namespace permit {

/// What the chain covers of a record: its open part, and the seals of its other parts (store/format/seal.h).
struct ChainLink {
  std::string_view open;
  Digest personal{};
  Digest raw{};
};

/// SHA-256 of `previous` ‖ `sequence`, 8 bytes little-endian ‖ `open` ‖ `personal` ‖ `raw`. Throws Failure when
/// libcrypto refuses.
Digest chain(const Digest& previous, Sequence sequence, const ChainLink& link);

}  // namespace permit
