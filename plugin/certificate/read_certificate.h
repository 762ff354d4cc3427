// From JSON to a certificate. The input is a stranger's as far as this program knows.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/result.h"
#include "certificate/certificate.h"

namespace permit::certificate {

/// What is longer is not read.
inline constexpr std::size_t kLongestInput = 1U << 20U;

/// Reads what certificate.h describes. The error names the member, as `permits[0].until`, or line and column of what
/// is no JSON.
Result<Certificate> read_certificate(std::string_view json);

}  // namespace permit::certificate
