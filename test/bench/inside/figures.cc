#include "test/bench/inside/figures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace permit::bench {
namespace {

constexpr char kTab = '\t';

/// The columns of a line: five after the name.
std::array<std::string, 5> columns(std::string_view rest) {
  std::array<std::string, 5> columns;
  for (std::string& column : columns) {
    const std::size_t end = std::min(rest.find(kTab), rest.size());
    column = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return columns;
}

}  // namespace

bool meets(double value, std::string_view target) {
  const double bound = target.size() > 3 ? std::stod(std::string(target.substr(3))) : 0;
  if (target.starts_with("<= ")) return value <= bound;
  if (target.starts_with(">= ")) return value >= bound;
  throw std::invalid_argument("a target begins with `<= ' or `>= ': " + std::string(target));
}

Figures::Figures(std::string file) : file_(std::move(file)) {
  std::ifstream in(file_);
  for (std::string line; std::getline(in, line);)
    if (const std::size_t tab = line.find(kTab); tab != std::string::npos)
      lines_.push_back({line.substr(0, tab), line.substr(tab + 1)});
}

void Figures::add(const Figure& figure) {
  const std::string verdict = figure.target.empty() ? "" : meets(figure.value, figure.target) ? "met" : "missed";
  const Line line{figure.name, rounded(figure.value) + kTab + figure.unit + kTab + figure.target + kTab + verdict +
                                   kTab + figure.why};
  const auto at = std::find_if(lines_.begin(), lines_.end(), [&](const Line& old) { return old.name == figure.name; });
  if (at == lines_.end()) {
    lines_.push_back(line);
  } else {
    *at = line;
  }
}

void Figures::save() const {
  std::filesystem::create_directories(std::filesystem::path(file_).parent_path());
  std::ofstream out(file_);
  for (const Line& line : lines_) out << line.name << kTab << line.rest << '\n';
  if (!out.flush()) throw std::runtime_error(file_ + " cannot be written");
}

bool Figures::print() const {
  bool all_met = true;
  std::printf("\n%-62s %10s %-12s %-8s %-6s %s\n", "what", "measured", "", "target", "", "");
  for (const Line& line : lines_) {
    const auto [value, unit, target, verdict, why] = columns(line.rest);
    std::printf("%-62s %10s %-12s %-8s %-6s %s\n", line.name.c_str(), value.c_str(), unit.c_str(), target.c_str(),
                verdict.c_str(), why.c_str());
    all_met = all_met && verdict != "missed";
  }
  return all_met;
}

std::string Figures::markdown() const {
  std::string table = "| What | Target | Measured | |\n|---|---|---|---|\n";
  for (const Line& line : lines_) {
    const auto [value, unit, target, verdict, why] = columns(line.rest);
    table.append("| ").append(line.name).append(" | ").append(target).append(target.empty() ? "" : " " + unit);
    table.append(" | ").append(value).append(" ").append(unit).append(" | ").append(verdict).append(" |\n");
  }
  return table;
}

std::string rounded(double value) {
  std::array<char, 32> digits{};
  const int places = value == 0 ? 0 : std::clamp(2 - static_cast<int>(std::floor(std::log10(std::abs(value)))), 0, 6);
  std::snprintf(digits.data(), digits.size(), "%.*f", places, value);
  return digits.data();
}

double quantile(std::vector<double> values, double part) {
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(part * static_cast<double>(values.size() - 1) + 0.5);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

}  // namespace permit::bench
