// A file that is there whole or not at all.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace permit::certificate {

/// Puts `bytes` in the place of `path`: whoever opens it finds the old file or the whole new one. Only a regular file
/// is replaced.
Status replace_file(const std::string& path, std::string_view bytes);

}  // namespace permit::certificate
