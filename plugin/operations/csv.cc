#include "operations/csv.h"

#include <algorithm>
#include <istream>
#include <streambuf>
#include <utility>

#include "base/nearest.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "ruleset/read/encoding.h"

namespace permit {

namespace {

constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);
constexpr std::string_view kSeparators = ",;\t";

constexpr std::string_view kFormulas = "=+-@\t\r";
constexpr std::string_view kBeforeACell = ",;\t\r\n";  // a spreadsheet of some language begins a cell after each
constexpr std::string_view kMarks = "'\"";
constexpr char kApostrophe = '\'';

const std::string kEmpty;

/// Returns `text` with the marks before each formula replaced by rewrite(marks, before). `before` is the text before
/// the marks.
template <typename Rewrite>
std::string rewrite_formulas(std::string_view text, const Rewrite& rewrite) {
  std::string all;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_not_of(kMarks, at), text.size());
    const std::string_view marks = text.substr(at, end - at);
    const bool is_formula = end < text.size() && kFormulas.find(text[end]) != std::string_view::npos;
    all += is_formula ? rewrite(marks, text.substr(0, at)) : std::string(marks);
    const std::size_t last = text.find_first_of(kBeforeACell, end);
    at = last == std::string_view::npos ? text.size() : last + 1;
    all += text.substr(end, at - end);
  }
  return all;
}

std::string disarm_formulas(std::string_view value) {
  return rewrite_formulas(value,
                          [](std::string_view marks, std::string_view) { return kApostrophe + std::string(marks); });
}

/// Returns the value that disarm_formulas() was given.
std::string rearm_formulas(std::string_view value) {
  return rewrite_formulas(value, [](std::string_view marks, std::string_view) {
    return std::string(marks.substr(marks.starts_with(kApostrophe) ? 1 : 0));
  });
}

std::string trimmed_lower(std::string_view name) {
  std::string lower(trim(name, " "));
  for (char& sign : lower)
    if (sign >= 'A' && sign <= 'Z') sign = static_cast<char>(sign - 'A' + 'a');
  return lower;
}

/// The names that an error lists.
std::vector<std::string> wanted(const std::vector<CsvColumn>& columns) {
  std::vector<std::string> names;
  for (const CsvColumn& column : columns)
    if (!column.ignored) names.push_back(column.name);
  return names;
}

}  // namespace

void CsvReader::fail(std::string why, bool is_broken) {
  if (fault_.empty()) fault_ = std::move(why);
  is_broken_ = is_broken_ || is_broken;
}

/// A quoted value may contain line ends. A quotation mark at the beginning of a value opens it; a mark right after the
/// closing mark is a doubled mark.
bool CsvReader::read_record() {
  // Until the header line is split, the separator may be any of them.
  const auto is_separator = [&](char sign) {
    return width_ == 0 ? kSeparators.find(sign) != std::string_view::npos : sign == separator_;
  };
  bytes_.clear();
  fault_.clear();
  line_ = next_line_;
  bool is_quoted = false;
  bool may_open = true;
  std::streambuf& in = *in_.rdbuf();
  constexpr auto kEnd = std::streambuf::traits_type::eof();
  for (auto got = in.sbumpc(); got != kEnd; got = in.sbumpc()) {
    ++bytes_read_;
    const char sign = std::streambuf::traits_type::to_char_type(got);
    if (sign == '\n') ++next_line_;
    if (sign == '\n' && !is_quoted) break;
    const bool is_mark = sign == '"' && (is_quoted || may_open);
    may_open = is_mark ? is_quoted : !is_quoted && is_separator(sign);
    if (is_mark) is_quoted = !is_quoted;
    bytes_ += sign;
    if (bytes_.size() <= kLongestRecord) continue;
    fail(is_quoted ? "a quotation mark is not closed: a row has at most 64 KiB" : "a row has at most 64 KiB", true);
    return true;
  }
  const bool is_over = bytes_.empty() && in.sgetc() == kEnd && next_line_ == line_;
  if (line_ == 1 && bytes_.starts_with(kByteOrderMark)) bytes_.erase(0, kByteOrderMark.size());
  if (bytes_.ends_with('\r')) bytes_.pop_back();
  if (const auto refusal = refuse_encoding(bytes_)) {
    fail(refusal->message, true);
  } else if (is_quoted) {
    fail("a quotation mark is not closed", true);
  }
  return !is_over;
}

std::size_t CsvReader::split_quoted(std::size_t at) {
  std::string& value = values_.emplace_back();
  for (++at; at < bytes_.size(); ++at) {
    if (bytes_[at] != '"') {
      value += bytes_[at];
    } else if (at + 1 < bytes_.size() && bytes_[at + 1] == '"') {
      value += bytes_[at++];
    } else {
      break;
    }
  }
  ++at;  // the closing mark
  if (at < bytes_.size() && bytes_[at] != separator_) fail("there is text after a closing quotation mark");
  return std::min(bytes_.find(separator_, at), bytes_.size());
}

void CsvReader::split() {
  values_.clear();
  for (std::size_t at = 0;; ++at) {  // after a separator
    if (at < bytes_.size() && bytes_[at] == '"') {
      at = split_quoted(at);
    } else {
      const std::size_t end = std::min(bytes_.find(separator_, at), bytes_.size());
      values_.push_back(bytes_.substr(at, end - at));
      if (values_.back().find('"') != std::string::npos)
        fail("a value contains a quotation mark: quote the value and double the mark");
      at = end;
    }
    if (at >= bytes_.size()) break;
  }
  for (std::string& value : values_)
    if (value.find(kApostrophe) != std::string::npos) value = rearm_formulas(value);
}

Status CsvReader::read_header(const std::vector<CsvColumn>& columns) {
  do {
    if (!read_record()) return Error{"there is no header line; name the columns in it: " + listed(wanted(columns))};
  } while (fault_.empty() && is_blank(bytes_));
  const std::size_t separator = bytes_.find_first_of(kSeparators);
  if (separator != std::string::npos) separator_ = bytes_[separator];
  if (fault_.empty()) split();
  if (!fault_.empty()) return Error{fault_};
  return find_columns(columns);
}

/// REQUIRES: the header line was split.
Status CsvReader::find_columns(const std::vector<CsvColumn>& columns) {
  std::vector<std::string> names;
  names.reserve(columns.size());
  for (const CsvColumn& column : columns) names.push_back(column.name);
  places_.assign(columns.size(), kNowhere);
  width_ = values_.size();
  for (std::size_t i = 0; i < values_.size(); ++i) {
    const std::string name = trimmed_lower(values_[i]);
    const auto known = std::find(names.begin(), names.end(), name);
    if (known == names.end()) {
      const std::string hint = did_you_mean(name, names);
      return Error{"there is no column " + in_quotes(name) +
                   (hint.empty() ? "; the columns are " + listed(wanted(columns)) : hint)};
    }
    const auto column = static_cast<std::size_t>(known - names.begin());
    if (columns[column].ignored) continue;
    std::size_t& at = places_[column];
    if (at != kNowhere) return Error{"column " + in_quotes(name) + " is in the header line twice"};
    at = i;
  }
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (columns[i].required && places_[i] == kNowhere) return Error{"column " + in_quotes(names[i]) + " is missing"};
  return Done{};
}

bool CsvReader::next() {
  if (is_broken_) return false;
  do {
    if (!read_record()) return false;
  } while (fault_.empty() && is_blank(bytes_));
  if (!fault_.empty()) return true;
  split();
  if (values_.size() != width_)
    fail("it has " + counted(values_.size(), "value") + ", but the header line names " + counted(width_, "column"));
  return true;
}

const std::string& CsvReader::value(std::size_t column) const {
  const std::size_t place = places_[column];
  return place < values_.size() ? values_[place] : kEmpty;
}

std::string csv_line(std::span<const std::string> values, char separator) {
  std::string line;
  for (const std::string& given : values) {
    if (&given != values.data()) line += separator;
    const std::string value = disarm_formulas(given);
    const bool is_plain = value.find_first_of("\"\r\n") == std::string::npos &&
                          value.find_first_of(kSeparators) == std::string::npos && !value.starts_with(' ') &&
                          !value.ends_with(' ');
    if (is_plain) {
      line += value;
      continue;
    }
    line += '"';
    for (const char sign : value) line.append(sign == '"' ? 2 : 1, sign);
    line += '"';
  }
  return line + '\n';
}

std::string without_formulas(std::string_view record) {
  return rewrite_formulas(record, [](std::string_view marks, std::string_view before) {
    std::string written(marks);
    const bool opens_a_value = marks.starts_with('"') && std::count(before.begin(), before.end(), '"') % 2 == 0;
    if (marks.substr(opens_a_value ? 1 : 0).starts_with(kApostrophe)) return written;
    return written.insert(opens_a_value ? 1 : 0, 1, kApostrophe);
  });
}

}  // namespace permit
