// A file that is replaced whole: who reads it sees the text before or the one after, never a part.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace permit {

/// Writes `FILE.PROCESS.tmp', readable by all, and renames it. Not synced: after a power cut it is written anew anyway.
Status write_whole(const std::string& file, std::string_view text);

}  // namespace permit
