// A copy of a rule folder that a test may change.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
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

  /// Moves every date by as many days as make `day' today, and the service to where it is ten in the morning: so the
  /// decrees of 2020 are in force by the machine's own clock, which commands go by.
  void happen_today(std::string_view day);
  /// Where that is. REQUIRES: happen_today().
  const std::string& zone() const { return zone_; }
  /// What speaks of those days, moved likewise. REQUIRES: happen_today().
  std::string moved(std::string_view text) const;

  /// Begins a register at that time, `2020-07-06T10:00': a box dates the rules that it accepts by the machine's clock,
  /// also when it rehearses, and decides no earlier. Throws std::runtime_error.
  void begin_register(const std::string& store, const std::string& local_time) const;

  /// Takes out every <example>, so that what they prove may be changed.
  void drop_examples();

 private:
  std::filesystem::path folder_;
  std::chrono::days moved_by_{0};
  std::string zone_;
};

}  // namespace permit::test
