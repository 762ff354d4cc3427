// Files with personal data, for their owner to read alone.
#pragma once

#include <fstream>
#include <string>

namespace permit::tool {

/// Made anew, mode 0600. Not open when it cannot be written.
std::ofstream private_file(const std::string& path);

}  // namespace permit::tool
