// Tables as comma-separated values (RFC 4180), as spreadsheets write them: a header line that names the columns, then
// one row per record.
//
// UTF-8 with or without a byte order mark; lines end in CRLF or LF. The header line shows whether values are separated
// by commas, semicolons or tabs. Memory is bounded by the longest record.
//
// A spreadsheet runs a cell that begins with =, +, -, @, a tab or CR as a formula, and a formula can read other files.
// The writer puts an apostrophe before such a cell, also where a value would become one with another separator. The
// reader removes it. Apostrophes and quotation marks before a formula belong to it:
//
//   write:  marks formula      ->  "'" marks formula        marks = { "'" | '"' }
//   read:   "'" marks formula  ->  marks formula
#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace permit {

/// A column that a file may have.
struct CsvColumn {
  std::string name;
  bool required = false;
  bool ignored = false;  ///< value() does not return it, and it may occur more than once
};

/// Reads a table record by record. Borrows the stream.
class CsvReader {
 public:
  /// Bytes. A longer record is a fault, such as an unclosed quotation mark.
  static constexpr std::size_t kLongestRecord = std::size_t{64} << 10;

  explicit CsvReader(std::istream& in) : in_(in) {}

  /// Reads the header line. The error says what is wrong with it.
  Status read_header(const std::vector<CsvColumn>& columns);
  /// Moves to the next record that is not blank; false at the end. REQUIRES: the header line was read.
  bool next();

  /// Where the record begins, from 1.
  std::size_t line() const { return line_; }
  /// What is wrong with the record; empty: nothing.
  const std::string& fault() const { return fault_; }
  /// Whether the records after a faulty one cannot be read either.
  bool is_broken() const { return is_broken_; }
  /// The value in a column, by its index in the columns of read_header(); empty if the file does not have the column.
  const std::string& value(std::size_t column) const;

  /// The record as it is in the file, without its line end.
  const std::string& bytes() const { return bytes_; }
  char separator() const { return separator_; }
  /// Bytes of the file that were read so far.
  std::uint64_t bytes_read() const { return bytes_read_; }

 private:
  bool read_record();
  void split();
  std::size_t split_quoted(std::size_t at);
  Status find_columns(const std::vector<CsvColumn>& columns);
  void fail(std::string why, bool is_broken = false);

  std::istream& in_;
  char separator_ = ',';
  std::string bytes_;
  std::vector<std::string> values_;
  std::vector<std::size_t> places_;  ///< by column: the index of its value in a record; kNowhere: not in this file
  std::size_t width_ = 0;            ///< of the header line
  std::size_t line_ = 0;
  std::size_t next_line_ = 1;
  std::uint64_t bytes_read_ = 0;
  std::string fault_;
  bool is_broken_ = false;
};

/// Returns a record with its line end. Quotes the values that need it, and writes no formula.
std::string csv_line(std::span<const std::string> values, char separator = ',');

/// Returns a record of a file with its formulas disarmed. CsvReader reads the same values from it.
std::string without_formulas(std::string_view record);

}  // namespace permit
