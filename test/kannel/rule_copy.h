// A copy of a rule folder that a test may change.
#pragma once

#include <filesystem>
#include <string_view>

namespace permit::test {

class RuleCopy {
 public:
  /// Copies rules/8103 to `folder`, which is made.
  explicit RuleCopy(std::filesystem::path folder);

  const std::filesystem::path& path() const { return folder_; }
  /// Replaces the one place where `old_text` stands, in one step for whoever reads. Throws std::logic_error when it
  /// stands nowhere or twice.
  void replace(std::string_view file, std::string_view old_text, std::string_view new_text);

  /// Takes out every <example>, so that what they prove may be changed.
  void drop_examples();

 private:
  std::filesystem::path folder_;
};

}  // namespace permit::test
