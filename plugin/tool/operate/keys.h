// `permitctl keys`: the keys that check codes are made with.
#pragma once

#include <string>

#include "tool/cli/exit_status.h"

namespace permit::tool {

/// Adds a random key to the file. Creates the file if there is none.
ExitStatus new_key(const std::string& file, bool wrap);
/// Prints the id and fingerprint of each key, never the key.
ExitStatus list_keys(const std::string& file);

}  // namespace permit::tool
