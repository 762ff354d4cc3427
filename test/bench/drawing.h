// Curves and bars as SVG, to be embedded in a page.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace permit::bench {

/// Escapes `&`, `<`, `>` and `"` for XML; a character that XML cannot contain becomes a `?`.
std::string escaped(std::string_view text);

struct Curve {
  std::string name;
  std::vector<std::pair<double, double>> points;  ///< positive, by rising x
};

/// Both axes are logarithmic: equal distances are equal ratios.
struct Chart {
  std::string title;
  std::string about;  ///< explains the chart to a reader who does not know charts
  std::string x;      ///< label of the axis
  std::string y;
  std::vector<Curve> curves;  ///< one without points appears only in the legend
};

struct Bar {
  std::string name;
  double value;
  std::string label;  ///< the value in words
};

struct Bars {
  std::string title;
  std::string about;
  std::vector<Bar> bars;
};

/// As a <figure>. A curve's or bar's place in its list is its class, `c0` to `c5`, which kDrawingStyle colours.
std::string render(const Chart& chart);
std::string render(const Bars& bars);

/// CSS for the figures. Letters and grid have the page's own colour, so they suit paper and dark screens.
extern const std::string_view kDrawingStyle;

}  // namespace permit::bench
