#include "test/bench/verdict.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <utility>

namespace permit::bench {
namespace {

constexpr std::string_view kMet = "met";
constexpr std::string_view kMissed = "missed";
constexpr std::string_view kNone = "-";

std::string three_digits(double value) {
  const double size = std::fabs(value);
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2, value);
  return text;
}

std::string bound_in_words(std::string_view sign, double bound, const std::string& unit) {
  char text[64];
  std::snprintf(text, sizeof text, "%s %g", std::string(sign).c_str(), bound);
  return text + (unit.empty() ? "" : " " + unit);
}

// Keeps a field from breaking a line or a column.
std::string field(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char sign) { return sign == '\t' || sign == '\n'; }, ' ');
  return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// UTF-8: a byte that does not begin a character has no width.
std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char sign) { return (sign & 0xC0) != 0x80; }));
}

std::string padded(std::string text, std::size_t columns) {
  text.append(columns - std::min(columns, width(text)), ' ');
  return text;
}

// Wraps a text into lines of at most `columns`, each after `margin`.
std::string wrapped(std::string_view text, std::string_view margin, std::size_t columns) {
  std::string lines;
  std::size_t at = columns;
  for (const std::string_view word : split(text, ' ')) {
    if (at + 1 + width(word) > columns) {
      lines.append(lines.empty() ? "" : "\n").append(margin).append(word);
      at = width(margin) + width(word);
    } else {
      lines.append(" ").append(word);
      at += 1 + width(word);
    }
  }
  return lines + "\n";
}

}  // namespace

Verdict at_least(std::string what, double bound, std::string unit, std::optional<double> measured, std::string why) {
  std::string target = bound_in_words(">=", bound, unit);
  return {std::move(what), measured, std::move(unit), std::move(target), measured && *measured >= bound,
          std::move(why)};
}

Verdict at_most(std::string what, double bound, std::string unit, std::optional<double> measured, std::string why) {
  std::string target = bound_in_words("<=", bound, unit);
  return {std::move(what), measured, std::move(unit), std::move(target), measured && *measured <= bound,
          std::move(why)};
}

std::string in_words(const std::optional<double>& value, std::string_view unit) {
  if (!value) return "not measured";
  return three_digits(*value) + (unit.empty() ? "" : " " + std::string(unit));
}

std::string render_tsv(const std::vector<Verdict>& verdicts) {
  std::string tsv;
  for (const Verdict& each : verdicts) {
    char value[64];
    std::snprintf(value, sizeof value, "%.6g", each.measured.value_or(0));
    tsv += field(each.what) + "\t" + (each.measured ? value : std::string(kNone)) + "\t" + field(each.unit) + "\t" +
           field(each.target) + "\t" + std::string(each.met ? kMet : kMissed) + "\t" + field(each.why) + "\n";
  }
  return tsv;
}

std::vector<Verdict> parse_tsv(std::string_view tsv) {
  std::vector<Verdict> verdicts;
  for (const std::string_view line : split(tsv, '\n')) {
    const auto fields = split(line, '\t');
    if (fields.size() < 5 || (fields[4] != kMet && fields[4] != kMissed)) continue;
    verdicts.push_back({.what = std::string(fields[0]),
                        .measured = number(fields[1]),
                        .unit = std::string(fields[2]),
                        .target = std::string(fields[3]),
                        .met = fields[4] == kMet,
                        .why = fields.size() > 5 ? std::string(fields[5]) : ""});
  }
  return verdicts;
}

std::string render_table(const std::vector<Verdict>& verdicts) {
  constexpr std::size_t kColumns = 118;
  std::size_t what = 0;
  std::size_t target = 0;
  for (const Verdict& each : verdicts) {
    what = std::max(what, width(each.what));
    target = std::max(target, width(each.target));
  }
  std::string table;
  for (const Verdict& each : verdicts) {
    table += padded(each.what, what + 2) + padded(each.target, target + 2) +
             padded(in_words(each.measured, each.unit), 16) + std::string(each.met ? kMet : kMissed) + "\n";
    if (!each.why.empty()) table += wrapped(each.why, "    ", kColumns);
  }
  return table;
}

std::string render_markdown(const std::vector<Verdict>& verdicts) {
  std::string table = "| What | Target | Measured | |\n|---|---|---|---|\n";
  for (const Verdict& each : verdicts)
    table += "| " + each.what + " | " + each.target + " | " + in_words(each.measured, each.unit) + " | " +
             std::string(each.met ? kMet : kMissed) + " |\n";
  return table;
}

bool all_met(const std::vector<Verdict>& verdicts) {
  return std::all_of(verdicts.begin(), verdicts.end(), [](const Verdict& each) { return each.met; });
}

}  // namespace permit::bench
