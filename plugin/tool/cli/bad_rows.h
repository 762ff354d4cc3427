// Rows of a file that mean nothing: for whoever mends the file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "operations/csv.h"
#include "tool/cli/output.h"

namespace permit::tool {

/// Prints the first of them to standard error, `FILE:17: until: …', and counts them all.
class BadRows {
 public:
  static constexpr std::uint64_t kMostPrinted = 20;

  /// Columns in front of those of the file, by which rejected rows are written and, once mended, read again.
  static constexpr const char* kLine = "line";
  static constexpr const char* kReason = "reason";

  explicit BadRows(std::string file) : file_(std::move(file)) {}

  /// Also writes them all to a file, which is there once finish() has returned. REQUIRES: `table` stands on its header
  /// line.
  Status write_to(const std::string& path, const CsvReader& table);

  void add(const CsvReader& table, const std::string& why);
  std::uint64_t count() const { return count_; }
  /// Says how many were not printed. The error: they could not all be written.
  Status finish();

 private:
  const std::string file_;
  std::unique_ptr<Output> rejects_;  ///< null: written nowhere
  std::uint64_t count_ = 0;
};

}  // namespace permit::tool
