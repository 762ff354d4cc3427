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

Status BadRows::write_to(const std::string& path, const CsvReader& table) {
  auto rejects = Output::open(path, Output::kPrivate);
  if (!rejects) return rejects.error();
  rejects_ = std::move(*rejects);
  rejects_->stream() << reject_line(kLineColumn, kReasonColumn, table);
  return Done{};
}

void BadRows::add(const CsvReader& table, const std::string& why) {
  ++count_;
  if (count_ <= kMostPrinted) std::cerr << file_ << ':' << table.line() << ": " << as_one_line(why) << '\n';
  if (rejects_) rejects_->stream() << reject_line(std::to_string(table.line()), why, table);
}

Status BadRows::finish() {
  if (count_ > kMostPrinted) std::cerr << file_ << ": and " << count_ - kMostPrinted << " more bad rows\n";
  return rejects_ ? rejects_->finish() : Done{};
}

}  // namespace permit::tool
