// `permitctl keys`: the keys that check codes are made with.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

/// Adds a random key to the file, or makes it with a first one.
ExitStatus new_key(const std::string& file, bool wrap);
/// Prints each key's id and fingerprint, never the key.
ExitStatus list_keys(const std::string& file);

}  // namespace permit::tool
