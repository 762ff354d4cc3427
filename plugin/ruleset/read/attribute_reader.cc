#include "ruleset/read/attribute_reader.h"

#include <algorithm>

#include "base/lookalike.h"
#include "base/normalize.h"
#include "core/rule_set.h"

namespace permit {

namespace {

constexpr std::size_t kLongestId = 32;

bool is_id_character(char sign) {
  return is_letter(sign) || (sign >= 'a' && sign <= 'z') || is_digit(sign) || sign == '.' || sign == '_' || sign == '-';
}

/// Whether a look-alike character can be the cause of this fault.
bool is_about_characters(DiagnosticId id) {
  switch (id) {
    case DiagnosticId::bad_name:
    case DiagnosticId::bad_choice:
    case DiagnosticId::bad_clause:
    case DiagnosticId::bad_day:
    case DiagnosticId::bad_language:
    case DiagnosticId::bad_number:
    case DiagnosticId::bad_time:
    case DiagnosticId::unknown_source:
    case DiagnosticId::unknown_document:
    case DiagnosticId::unknown_list:
      return true;
    default:
      return false;
  }
}

/// Says why no calendar has a day such as `2021-02-30…`: `that month has 28 days; `. Empty if the text has another
/// shape or another fault.
std::string not_in_calendar(std::string_view text) {
  constexpr std::string_view kShape = "0000-00-00";
  if (text.size() < kShape.size() || text[4] != '-' || text[7] != '-') return {};
  const auto number = [&](std::size_t at, std::size_t size) {
    const std::string digits(text.substr(at, size));
    return all_digits(digits) ? std::stoi(digits) : -1;
  };
  const int year = number(0, 4);
  const int month = number(5, 2);
  const int day = number(8, 2);
  if (year < 0 || month < 0 || day < 0) return {};
  if (month == 0 || month > 12) return "there is no month " + std::to_string(month) + "; ";
  const auto last = std::chrono::year{year} / std::chrono::month{static_cast<unsigned>(month)} / std::chrono::last;
  const int days = static_cast<int>(static_cast<unsigned>(last.day()));
  if (day > days) return "that month has " + std::to_string(days) + " days; ";
  return text.substr(kShape.size()).starts_with("T24") ? "a day ends at 00:00 of the next day; " : "";
}

}  // namespace

void AttributeReader::fault(std::string_view attribute, DiagnosticId id, const std::string& message) const {
  const std::string value = element_.attribute(attribute).value_or("");
  faults_.add(id, element_.place_of(attribute),
              std::string(attribute) + "=\"" + value + "\": " + message +
                  (is_about_characters(id) ? note_on_lookalike(value) : ""));
}

std::string AttributeReader::text(std::string_view name) const {
  const auto value = element_.attribute(name);
  if (value && value->empty()) fault(name, DiagnosticId::empty_value, "the value is empty; fill it in");
  return value.value_or("");
}

std::vector<std::string> AttributeReader::words(std::string_view name) const {
  std::vector<std::string> words;
  const std::string value = text(name);
  if (value.find_first_of(",;") != std::string::npos)
    fault(name, DiagnosticId::bad_name, "separate the words by spaces, without commas");
  for (std::size_t at = 0; at < value.size();) {
    const std::size_t end = std::min(value.find_first_of(" ,;\t\r\n", at), value.size());
    if (end > at) words.push_back(value.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

std::string AttributeReader::id(std::string_view name) const {
  std::string value = text(name);
  const bool right = value.size() <= kLongestId && std::all_of(value.begin(), value.end(), is_id_character);
  if (!right)
    fault(name, DiagnosticId::bad_name, "a name has up to 32 Latin letters, digits, dots and dashes, without spaces");
  return value;
}

std::string AttributeReader::language(std::string_view name) const {
  std::string value = text(name);
  const bool small = std::all_of(value.begin(), value.end(), [](char sign) { return sign >= 'a' && sign <= 'z'; });
  if (!value.empty() && (!small || value.size() < 2 || value.size() > 3)) {
    fault(name, DiagnosticId::bad_language, "write a language as two or three small letters: az, ru, en");
    return {};
  }
  return value;
}

std::string AttributeReader::digits(std::string_view name, std::size_t longest) const {
  std::string value = text(name);
  if (value.size() > longest || !all_digits(value)) {
    fault(name, DiagnosticId::bad_number, "write up to " + std::to_string(longest) + " digits and nothing else");
  }
  return value;
}

std::string AttributeReader::code(std::string_view name) const {
  std::string value = digits(name, kLongestCode);
  if (value.size() > 1 && value.front() == '0')
    fault(name, DiagnosticId::bad_number, "people send the code without a leading zero; write it the same way");
  return value;
}

std::optional<unsigned> AttributeReader::count(std::string_view name, unsigned least, unsigned most) const {
  const auto value = element_.attribute(name);
  if (!value) return std::nullopt;
  unsigned number = 0;
  const bool right = !value->empty() && value->size() <= 4 && all_digits(*value);
  if (right) {
    for (const char digit : *value) number = 10 * number + static_cast<unsigned>(digit - '0');
  }
  if (right && number >= least && number <= most) return number;
  fault(name, DiagnosticId::bad_number, "write a number from " + std::to_string(least) + " to " + std::to_string(most));
  return std::nullopt;
}

bool AttributeReader::flag(std::string_view name, bool by_default) const {
  const auto value = element_.attribute(name);
  return value ? *value == "yes" : by_default;
}

std::string AttributeReader::date(std::string_view name) const {
  const auto value = element_.attribute(name);
  if (value && !parse_local_time(*value + "T00:00"))
    fault(name, DiagnosticId::bad_day, not_in_calendar(*value) + "write the year, the month and the day as 2020-07-19");
  return value.value_or("");
}

std::chrono::minutes AttributeReader::clock(std::string_view name) const {
  const std::string value = element_.attribute(name).value_or("");
  if (value == "24:00") return std::chrono::hours{24};
  const auto time = parse_local_time("2020-01-01T" + value);
  if (!time || value.size() != 5) {
    if (!value.empty()) fault(name, DiagnosticId::bad_time, "write the hour and minute as 06:00, up to 24:00");
    return {};
  }
  return std::chrono::floor<std::chrono::minutes>(*time - std::chrono::floor<std::chrono::days>(*time));
}

std::optional<LocalTime> AttributeReader::local_time(std::string_view name) const {
  const auto value = element_.attribute(name);
  const auto time = value ? parse_local_time(*value) : std::nullopt;
  if (value && !time)
    fault(name, DiagnosticId::bad_time,
          not_in_calendar(*value) + "write the day and the local time as 2020-07-20T06:00, from 1970 to 2099");
  return time;
}

std::optional<Picture> AttributeReader::picture(std::string_view name) const {
  const auto value = element_.attribute(name);
  if (!value) return std::nullopt;
  auto picture = Picture::parse(*value);
  if (picture) return *std::move(picture);
  faults_.add(DiagnosticId::bad_picture, element_.place_of(name), picture.error().message);
  return std::nullopt;
}

std::optional<std::chrono::minutes> AttributeReader::duration() const {
  if (!element_.attribute("hours") && !element_.attribute("minutes")) {
    faults_.add(DiagnosticId::bad_duration, element_.place(),
                "<" + std::string(element_.name()) + ">: write hours=\"…\", minutes=\"…\" or both");
    return std::nullopt;
  }
  if (const auto written = element_.attribute("hours"); written && written->find_first_of(".,") != std::string::npos) {
    const bool has_minutes = element_.name() != "limit";
    fault("hours", DiagnosticId::bad_number,
          std::string("write whole hours") + (has_minutes ? ", and the rest in minutes=\"…\"" : ""));
    return std::nullopt;
  }
  const auto hours = count("hours", 0, 7 * 24);
  const auto minutes = count("minutes", 0, 9999);
  const std::chrono::minutes lasts = std::chrono::hours{hours.value_or(0)} + std::chrono::minutes{minutes.value_or(0)};
  const bool read = (hours || !element_.attribute("hours")) && (minutes || !element_.attribute("minutes"));
  if (!read) return std::nullopt;
  if (lasts.count() > 0 && lasts <= kLongestDuration) return lasts;
  const bool is_limit = element_.name() == "limit";
  faults_.add(
      DiagnosticId::bad_duration, element_.place(),
      "<" + std::string(element_.name()) +
          (is_limit ? ">: hours=\"…\" is how long a permit counts, from 1 to 168; for a longer time write per=\"week\" "
                      "or per=\"month\""
                    : ">: a permit lasts from one minute to seven days; for a permit without an end write <no-end/>"));
  return std::nullopt;
}

}  // namespace permit
