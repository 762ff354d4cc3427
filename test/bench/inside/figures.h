// Figures measured inside the library, one per line: NAME, VALUE, UNIT, TARGET, `met' or `missed' (empty without a
// target), and why. They are kept in a file, in which a later run replaces lines of the same name.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace permit::bench {

struct Figure {
  std::string name;
  double value = 0;
  std::string unit;
  std::string target{};  ///< `<= 4', `>= 0.8'; empty: none
  std::string why{};     ///< how it was measured; for a missed target, what that shows
};

/// Whether a value meets `<= NUMBER' or `>= NUMBER'. Throws std::invalid_argument for any other target.
bool meets(double value, std::string_view target);

class Figures {
 public:
  explicit Figures(std::string file);

  /// Replaces the figure of the same name, or appends the figure.
  void add(const Figure& figure);
  /// Throws std::runtime_error if the file cannot be written.
  void save() const;
  /// Prints a table; returns whether every target is met.
  bool print() const;
  /// The same as a Markdown table.
  std::string markdown() const;

 private:
  struct Line {
    std::string name;
    std::string rest;
  };

  std::string file_;
  std::vector<Line> lines_;
};

/// The value with three significant digits.
std::string rounded(double value);

/// The quantile `part`, from 0 to 1. REQUIRES: `values` is not empty.
double quantile(std::vector<double> values, double part);
inline double median(std::vector<double> values) { return quantile(std::move(values), 0.5); }

}  // namespace permit::bench
