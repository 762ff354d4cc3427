// What an ELF file asks the dynamic linker for.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace permit::test {

/// The DT_NEEDED names of a 64-bit little-endian library, in their order. Throws std::runtime_error for another file.
std::vector<std::string> needed_libraries(const std::filesystem::path& file);

}  // namespace permit::test
