// What was measured inside of the library, a line a figure: NAME, VALUE, UNIT, TARGET, `met' or `missed' (empty where
// nothing is aimed at), and why. EnterResult in a file, where a later run puts its lines in the place of those of their
// name.
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
  std::string why{};     ///< how it was measured, and where it is missed what that shows
};

/// Whether a value keeps to `<= NUMBER' or `>= NUMBER'. Throws std::invalid_argument at another target.
bool meets(double value, std::string_view target);

class Figures {
 public:
  explicit Figures(std::string file);

  /// Puts it in the place of one of that name, or behind all others.
  void add(const Figure& figure);
  /// Throws std::runtime_error when the file cannot be written.
  void save() const;
  /// Prints a table; whether every target that was aimed at is met.
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

/// With three digits that count.
std::string written(double value);

/// The value below which so much of them lies, 0 to 1. REQUIRES: there are some.
double quantile(std::vector<double> values, double part);
inline double median(std::vector<double> values) { return quantile(std::move(values), 0.5); }

}  // namespace permit::bench
