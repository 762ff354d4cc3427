// Reports bad rows of a file to the user who corrects it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "operations/bad_row.h"
#include "tool/cli/output.h"

namespace permit::tool {

/// Prints the first rows to standard error, `FILE:17: until: …', and counts all rows.
class BadRows {
 public:
  static constexpr std::uint64_t kMostPrinted = 20;

  explicit BadRows(std::string file) : file_(std::move(file)) {}

  /// Also writes all rows to a file, which exists after finish(). REQUIRES: the last line that `table` read is its
  /// header.
  Status write_to(const std::string& path, const CsvReader& table);

  void add(const CsvReader& table, const std::string& why);
  std::uint64_t count() const { return count_; }
  /// Prints the number of rows that were not printed. The error says that the file could not be written.
  Status finish();

 private:
  const std::string file_;
  std::unique_ptr<Output> rejects_;  ///< null: no file
  std::uint64_t count_ = 0;
};

}  // namespace permit::tool
