#include "tool/rules/batch.h"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <optional>
#include <ostream>
#include <string_view>
#include <system_error>

#include "base/utf8.h"
#include "operations/record_view.h"

namespace permit::tool {

namespace {

std::optional<BatchLine> parse_line(std::string_view line) {
  const std::size_t first = line.find('\t');
  if (first == std::string_view::npos) return std::nullopt;
  const std::size_t second = line.find('\t', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const auto at = parse_local_time(line.substr(0, first));
  if (!at) return std::nullopt;
  return BatchLine{*at, std::string(line.substr(first + 1, second - first - 1)), std::string(line.substr(second + 1))};
}

std::string local(std::optional<Instant> time, const Zone& zone) {
  return time ? render_local_time(zone.local(*time)) : "";
}

/// Keeps a value in one column and a row in one line.
std::string in_column(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char sign) { return sign == '\t' || sign == '\n' || sign == '\r'; }, ' ');
  return text;
}

std::string render_row(const Entry& entry, const Zone& zone) {
  std::string row{name(entry.outcome)};
  row += '\t' + entry.purpose + '\t' + entry.document + '\t' + entry.plate;
  row += '\t' + (entry.period ? local(entry.period->from, zone) : "");
  row += '\t' + (entry.period ? local(entry.period->until, zone) : "");
  return row + '\t' + in_column(entry.reply);
}

}  // namespace

BatchFile::BatchFile(const std::string& name) : name_(name) {
  std::error_code ignored;
  if (name_ != "-" && !std::filesystem::is_directory(name_, ignored)) file_.open(name_);
}

bool BatchFile::is_open() const { return name_ == "-" || file_.is_open(); }

std::istream& BatchFile::lines() { return name_ == "-" ? std::cin : file_; }

bool BatchReader::next() {
  for (std::string bytes; std::getline(lines_, bytes);) {
    ++number_;
    if (bytes.ends_with('\r')) bytes.pop_back();
    if (number_ == 1 && bytes.starts_with(kByteOrderMark)) bytes.erase(0, kByteOrderMark.size());
    if (bytes.empty()) continue;
    line_ = parse_line(bytes);
    return true;
  }
  return false;
}

std::string BatchReader::complaint() const {
  return "line " + std::to_string(number_) + ": write `2020-07-21T10:00 TAB msisdn TAB text', separated by tabs";
}

std::string later_than_asked(const Entry& entry, const RuleSet& rules) {
  return "answered as of " + render_local_time(rules.zone.local(entry.decided)) +
         ", the time of the register's last decision, because a register's time never goes back";
}

ExitStatus answer_batch(std::istream& lines, Instant latest, std::ostream& answers, std::ostream& complaints,
                        LocalService& service, bool hides_others) {
  const Zone& zone = service.rules().zone;
  ExitStatus status = kYes;
  for (BatchReader reader(lines); reader.next();) {
    const auto& line = reader.line();
    if (!line) {
      complaints << reader.complaint() << '\n';
      status = kBrokenInput;
      continue;
    }
    const std::size_t number = reader.number();
    const Instant now = zone.instant(line->at);
    if (now > latest) {
      complaints << "line " << number << ": " << kNoFuture << '\n';
      status = kBrokenInput;
      continue;
    }
    const auto entry = service.answer(line->text, line->sender, now);
    if (!entry) {
      complaints << "line " << number << ": " << entry.error().message << '\n';
      return kUnavailable;
    }
    if (entry->decided != now)
      complaints << "line " << number << ": " << later_than_asked(*entry, service.rules()) << '\n';
    answers << render_row(hides_others ? answer_to_typist(*entry, service.rules()) : *entry, zone) << '\n';
  }
  if (lines.bad()) {
    complaints << "the texts could not be read completely\n";
    return kBrokenInput;
  }
  return status;
}

}  // namespace permit::tool
