// Curves and bars as SVG, to stand in a page.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace permit::bench {

/// `&`, `<`, `>` and `"` as XML writes them; what XML cannot hold becomes a `?`.
std::string escaped(std::string_view text);

struct Curve {
  std::string name;
  std::vector<std::pair<double, double>> points;  ///< positive, by rising x
};

/// Both axes are logarithmic: a step is a ratio.
struct Chart {
  std::string title;
  std::string about;  ///< what is seen, for a reader who knows no charts
  std::string x;      ///< of the axis
  std::string y;
  std::vector<Curve> curves;  ///< one without points stands in the legend alone
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

/// CSS of the above. It takes letters and grid from the page's own colour, so it suits paper and dark screens.
extern const std::string_view kDrawingStyle;

}  // namespace permit::bench
