// SHA-256, by libcrypto.
#pragma once

#include <initializer_list>
#include <string_view>

#include "base/digest.h"

namespace permit {

/// Of the parts, one behind the other. Throws Failure when libcrypto refuses.
Digest sha256(std::initializer_list<std::string_view> parts);

}  // namespace permit
