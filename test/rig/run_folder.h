// The folder of a run's files, and the build that it runs.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace permit::test {

/// Returns $PERMIT8103_BUILD, else `build` in the current folder, as an absolute path.
std::filesystem::path build_folder();

/// A new folder below build/test, removed with everything in it unless it is kept for inspection.
class RunFolder {
 public:
  RunFolder();
  RunFolder(const RunFolder&) = delete;
  RunFolder& operator=(const RunFolder&) = delete;
  ~RunFolder();

  const std::filesystem::path& path() const { return path_; }
  void keep() { kept_ = true; }

 private:
  std::filesystem::path path_;
  bool kept_ = false;
};

/// Returns an empty text when there is no such file.
std::string read_file(const std::filesystem::path& file);
/// Throws std::system_error.
void write_file(const std::filesystem::path& file, std::string_view content);
/// Returns the last lines, indented, for a message.
std::string tail_of(const std::filesystem::path& file, std::size_t lines);

}  // namespace permit::test
