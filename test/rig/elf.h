// The libraries that an ELF file requests from the dynamic linker.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace permit::test {

/// Returns the DT_NEEDED names of a 64-bit little-endian library, in order. Throws std::runtime_error for any other
/// file.
std::vector<std::string> needed_libraries(const std::filesystem::path& file);

}  // namespace permit::test
