// Reports bad rows of a file to the user who corrects it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "operations/bad_row.h"
#include "tool/cli/output.h"

namespace permit::tool {

/// Prints the first rows to standard error, `FILE:17: until: …', and counts all rows.
class BadRows {
 public:
  static constexpr std::uint64_t kMostPrinted = 20;

  explicit BadRows(std::string file) : file_(std::move(file)) {}

  /// Also writes all rows to `rejects`, which is borrowed, after a header line if there is none yet. REQUIRES: the last
  /// line that `table` read is its header.
  void write_to(Output& rejects, const CsvReader& table, bool with_header);

  void add(const CsvReader& table, const std::string& why);
  std::uint64_t count() const { return count_; }
  /// Prints the number of rows that were not printed.
  void finish() const;

 private:
  const std::string file_;
  Output* rejects_ = nullptr;  ///< null: no file
  std::uint64_t count_ = 0;
};

}  // namespace permit::tool
