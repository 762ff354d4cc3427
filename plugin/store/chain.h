// The hash chain along the log: whoever changes, drops or inserts a record must compute every hash after it anew, and
// then no longer ends at a head that was noted elsewhere.
#pragma once

#include <string_view>

#include "core/digest.h"
#include "core/record.h"

namespace permit {

/// SHA-256 of `previous` ‖ `sequence`, 8 bytes little-endian ‖ `record`. Throws Failure when libcrypto refuses.
Digest chain(const Digest& previous, Sequence sequence, std::string_view record);

}  // namespace permit
