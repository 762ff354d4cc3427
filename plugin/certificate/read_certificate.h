// Reads a certificate from JSON. The input is not trusted.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/result.h"
#include "certificate/certificate.h"

namespace permit::certificate {

/// In bytes; longer input is an error.
inline constexpr std::size_t kLongestInput = 1U << 20U;

/// Reads what certificate.h describes. The error names the member, as `permits[0].until`, or the line and column of a
/// JSON error.
Result<Certificate> read_certificate(std::string_view json);

}  // namespace permit::certificate
