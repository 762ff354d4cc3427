// Targets, measured values, and whether the targets are met.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace permit::bench {

/// One line of the table.
struct Verdict {
  std::string what;
  std::optional<double> measured;  ///< nothing: not measured, which counts as missed
  std::string unit;                ///< `x` for a ratio
  std::string target;              ///< as a reader sees it, such as `>= 15 x`
  bool met = false;
  std::string why;  ///< how the figure was measured; for a missed target, the measurement that explains it
};

Verdict at_least(std::string what, double bound, std::string unit, std::optional<double> measured, std::string why);
Verdict at_most(std::string what, double bound, std::string unit, std::optional<double> measured, std::string why);

/// `17.3 x`, `0.98 x`, `14464 /s`: three significant digits. `not measured` without a value.
std::string in_words(const std::optional<double>& value, std::string_view unit);

/// One line each, with fields separated by tabs: what, value, unit, target, `met` or `missed`, why.
std::string render_tsv(const std::vector<Verdict>& verdicts);
/// Skips lines without a verdict; the program that wrote them reports them itself.
std::vector<Verdict> parse_tsv(std::string_view tsv);

/// For a terminal: target, measured value and verdict in columns, with the reason below each line.
std::string render_table(const std::vector<Verdict>& verdicts);

/// The table in Markdown, for a README.
std::string render_markdown(const std::vector<Verdict>& verdicts);

bool all_met(const std::vector<Verdict>& verdicts);

}  // namespace permit::bench
