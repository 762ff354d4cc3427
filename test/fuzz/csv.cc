// A table from a ministry's spreadsheet, and its rows that are returned for correction.
#include <cstdint>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "operations/csv.h"
#include "test/fuzz/promise.h"

namespace permit::fuzz {

namespace {

const std::vector<CsvColumn> kColumns = {
    {.name = "document", .required = true}, {.name = "until"}, {.name = "note"}, {.name = "fault", .ignored = true}};

std::vector<std::string> values_of(const CsvReader& reader) {
  std::vector<std::string> values;
  for (std::size_t column = 0; column < kColumns.size(); ++column) values.push_back(reader.value(column));
  return values;
}

/// Checks that a row stays the same when it is written and read again.
void check_row(const std::vector<std::string>& values, char separator) {
  const std::string_view header = "document\tuntil\tnote\tother";
  std::string table(header.substr(0, header.rfind('\t')));
  for (char& sign : table)
    if (sign == '\t') sign = separator;
  const std::vector<std::string> named(values.begin(), values.end() - 1);
  std::istringstream in(table + "\n" + csv_line(named, separator));
  CsvReader reader(in);
  promise(reader.read_header(kColumns).ok(), "a header can be written", table);
  const bool is_blank = named[0].empty() && named[1].empty() && named[2].empty();
  promise(reader.next() || is_blank, "a written row is there", in.str());
  if (is_blank) return;
  promise(reader.fault().empty(), "a written row can be read", reader.fault());
  for (std::size_t column = 0; column < named.size(); ++column)
    promise(reader.value(column) == named[column], "a value survives a round trip", named[column]);
  promise(!reader.next(), "one row was written", in.str());
}

void read(std::string_view table) {
  std::istringstream in{std::string(table)};
  CsvReader reader(in);
  if (const Status header = reader.read_header(kColumns); !header) {
    promise(!header.error().message.empty(), "a fault of a header has a message", table);
    return;
  }
  std::size_t line = 0;
  while (reader.next()) {
    promise(reader.line() > line, "line numbers rise", reader.bytes());
    line = reader.line();
    promise(reader.bytes_read() <= table.size(), "the table's size bounds what is read", table);
    promise(reader.bytes().size() <= CsvReader::kLongestRecord + 2, "no record is too long");
    if (reader.fault().empty()) check_row(values_of(reader), reader.separator());
  }
}

}  // namespace

}  // namespace permit::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  permit::fuzz::read(permit::fuzz::bytes(data, size));
  return 0;
}
