#include "test/rig/run_folder.h"

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <system_error>
#include <vector>

namespace permit::test {

namespace fs = std::filesystem;

fs::path build_folder() {
  const char* build = std::getenv("PERMIT8103_BUILD");
  return fs::absolute(build != nullptr ? build : "build").lexically_normal();
}

RunFolder::RunFolder() {
  const fs::path parent = build_folder() / "test";
  fs::create_directories(parent);
  std::string name = (parent / "run-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::system_error(errno, std::generic_category(), name);
  path_ = name;
}

RunFolder::~RunFolder() {
  std::error_code ignored;
  if (!kept_) fs::remove_all(path_, ignored);
}

std::string read_file(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream content;
  content << stream.rdbuf();  // in blocks, because libraries with a sanitizer are large
  return std::move(content).str();
}

void write_file(const fs::path& file, std::string_view content) {
  std::ofstream stream(file, std::ios::binary | std::ios::trunc);
  stream << content << std::flush;
  if (!stream) throw std::system_error(EIO, std::generic_category(), file.string());
}

std::string tail_of(const fs::path& file, std::size_t lines) {
  std::vector<std::string> all;
  std::istringstream stream(read_file(file));
  for (std::string line; std::getline(stream, line);) all.push_back(std::move(line));
  std::string tail;
  for (std::size_t i = all.size() > lines ? all.size() - lines : 0; i < all.size(); ++i) tail += "    " + all[i] + "\n";
  return tail;
}

}  // namespace permit::test
