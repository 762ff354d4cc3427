// A copy of a rule folder that a test may change.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>

namespace permit::test {

class RuleCopy {
 public:
  /// Copies rules/8103 to `folder`, which it creates.
  explicit RuleCopy(std::filesystem::path folder);

  const std::filesystem::path& path() const { return folder_; }
  /// Replaces the only occurrence of `old_text`, atomically for readers. Throws std::logic_error when there is none or
  /// more than one.
  void replace(std::string_view file, std::string_view old_text, std::string_view new_text);

  /// Moves every date by the number of days that makes `day` today, and the service to a zone where it is ten in the
  /// morning. So the decrees of 2020 are in force by the machine's clock, which commands use.
  void shift_to_today(std::string_view day);
  /// The zone of the service. REQUIRES: shift_to_today().
  const std::string& zone() const { return zone_; }
  /// Returns `text` with its dates moved by the same days. REQUIRES: shift_to_today().
  std::string moved(std::string_view text) const;

  /// Creates a register at `local_time`, for example `2020-07-06T10:00`. A box dates the rules that it accepts by the
  /// machine's clock, also in a rehearsal, and never decides earlier. Throws std::runtime_error.
  void begin_register(const std::string& store, const std::string& local_time) const;

  /// Removes every <example>, so that a test can change what the examples prove.
  void drop_examples();

 private:
  std::filesystem::path folder_;
  std::chrono::days moved_by_{0};
  std::string zone_;
};

}  // namespace permit::test
