// What was to be reached, what was measured, and whether that is enough.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace permit::bench {

/// One line of the table.
struct Verdict {
  std::string what;
  std::optional<double> measured;  ///< nothing: not measured, which is a miss
  std::string unit;                ///< `x` for a ratio
  std::string target;              ///< as a reader sees it, such as `>= 15 x`
  bool met = false;
  std::string why;  ///< what the figure rests on; of a miss, the measurement that explains it
};

Verdict at_least(std::string what, double bound, std::string unit, std::optional<double> measured, std::string why);
Verdict at_most(std::string what, double bound, std::string unit, std::optional<double> measured, std::string why);

/// `17.3 x`, `0.98 x`, `14464 /s`: three digits that count. `not measured` without a value.
std::string in_words(const std::optional<double>& value, std::string_view unit);

/// One line each, the fields apart by tabs: what, value, unit, target, `met` or `missed`, why.
std::string render_tsv(const std::vector<Verdict>& verdicts);
/// Lines that are none are left out: who wrote them reports on his own.
std::vector<Verdict> parse_tsv(std::string_view tsv);

/// For a terminal: target, measured and verdict in columns, and below each line why.
std::string render_table(const std::vector<Verdict>& verdicts);

/// The table as a README has it.
std::string render_markdown(const std::vector<Verdict>& verdicts);

bool all_met(const std::vector<Verdict>& verdicts);

}  // namespace permit::bench
