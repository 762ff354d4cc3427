#include "tool/cli/bad_rows.h"

#include <array>
#include <iostream>
#include <string_view>
#include <utility>

#include "base/utf8.h"

namespace permit::tool {

namespace {

/// The row as it is in the file but without formulas, after the columns kLineColumn and kReasonColumn.
std::string reject_line(std::string_view line, std::string_view reason, const CsvReader& table) {
  const std::array<std::string, 2> mark{std::string(line), std::string(reason)};
  std::string written = csv_line(mark, table.separator());
  written.back() = table.separator();
  return written + without_formulas(table.bytes()) + '\n';
}

}  // namespace

void BadRows::write_to(Output& rejects, const CsvReader& table, bool with_header) {
  rejects_ = &rejects;
  if (with_header) rejects.stream() << reject_line(kLineColumn, kReasonColumn, table);
}

void BadRows::add(const CsvReader& table, const std::string& why) {
  ++count_;
  if (count_ <= kMostPrinted) std::cerr << file_ << ':' << table.line() << ": " << as_one_line(why) << '\n';
  if (rejects_) rejects_->stream() << reject_line(std::to_string(table.line()), why, table);
}

void BadRows::finish() const {
  if (count_ > kMostPrinted) std::cerr << file_ << ": and " << count_ - kMostPrinted << " more bad rows\n";
}

}  // namespace permit::tool
