// Writes a file completely or not at all.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace permit::certificate {

/// Replaces `path` by `bytes`: a reader finds the old file or the whole new one, with mode 0600. Only a regular file is
/// replaced.
Status replace_file(const std::string& path, std::string_view bytes);

}  // namespace permit::certificate
