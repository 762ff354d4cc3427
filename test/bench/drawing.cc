#include "test/bench/drawing.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace permit::bench {
namespace {

constexpr double kWidth = 900;
constexpr double kHeight = 360;
constexpr double kLeft = 80;
constexpr double kRight = 20;
constexpr double kTop = 14;
constexpr double kBottom = 50;
constexpr double kLegendLine = 20;
constexpr double kBarHeight = 26;
constexpr double kNames = 480;  // width of the names of bars
constexpr double kLabels = 170;
constexpr std::size_t kClasses = 6;

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", value);
  return text;
}

// 0.05, 1, 20, 1000
std::string tick_name(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%g", value);
  return text;
}

std::string attribute(std::string_view name, const std::string& value) {
  return " " + std::string(name) + "=\"" + value + "\"";
}

std::string element(std::string_view name, const std::string& attributes, const std::string& content = "") {
  const std::string opened = "<" + std::string(name) + attributes;
  return content.empty() ? opened + "/>\n" : opened + ">" + content + "</" + std::string(name) + ">\n";
}

std::string line(double x1, double y1, double x2, double y2, const std::string& css) {
  return element("line", attribute("x1", number(x1)) + attribute("y1", number(y1)) + attribute("x2", number(x2)) +
                             attribute("y2", number(y2)) + attribute("class", css));
}

std::string words(double x, double y, std::string_view anchor, std::string_view text, const std::string& more = "") {
  return element(
      "text",
      attribute("x", number(x)) + attribute("y", number(y)) + attribute("text-anchor", std::string(anchor)) + more,
      escaped(text));
}

std::string class_of(std::size_t place) { return "c" + std::to_string(place % kClasses); }

std::string svg(double width, double height, const std::string& title, const std::string& content) {
  return element("svg",
                 attribute("xmlns", "http://www.w3.org/2000/svg") +
                     attribute("viewBox", "0 0 " + number(width) + " " + number(height)) + attribute("role", "img") +
                     attribute("aria-label", escaped(title)),
                 "\n" + content);
}

std::string figure(const std::string& title, const std::string& about, const std::string& drawing) {
  return element("figure", "",
                 element("figcaption", "", "<strong>" + escaped(title) + "</strong> " + escaped(about)) + drawing);
}

/// A logarithmic axis: maps values to positions.
class Axis {
 public:
  Axis(double least, double most, double from, double to)
      : least_(std::log10(least)), span_(std::max(std::log10(most) - least_, 1e-9)), from_(from), to_(to) {}

  double place(double value) const { return from_ + (std::log10(value) - least_) / span_ * (to_ - from_); }

 private:
  double least_;
  double span_;
  double from_;
  double to_;
};

/// The smallest and the largest value of all curves on one axis.
template <typename Coordinate>
std::pair<double, double> range(const Chart& chart, Coordinate coordinate) {
  double least = INFINITY;
  double most = 0;
  for (const Curve& curve : chart.curves)
    for (const auto& point : curve.points) {
      least = std::min(least, coordinate(point));
      most = std::max(most, coordinate(point));
    }
  return most > 0 ? std::pair(least, most) : std::pair(1.0, 10.0);
}

// 1, 2 and 5 of each power of ten, from the last below `least` to the first above `most`.
std::vector<double> ticks_between(double least, double most) {
  constexpr std::array<double, 3> steps = {1, 2, 5};
  std::vector<double> ticks;
  for (double power = std::pow(10, std::floor(std::log10(least)));; power *= 10)
    for (const double step : steps) {
      const double tick = power * step;
      if (tick <= least * (1 + 1e-9)) ticks.clear();
      ticks.push_back(tick);
      if (tick >= most * (1 - 1e-9)) return ticks;
    }
}

std::string draw_curve(const Curve& curve, std::size_t place, const Axis& x, const Axis& y, const Chart& chart) {
  std::string path;
  std::string dots;
  for (const auto& [at, value] : curve.points) {
    path += (path.empty() ? "" : " ") + number(x.place(at)) + "," + number(y.place(value));
    const std::string tip =
        element("title", "",
                escaped(curve.name + ": " + tick_name(value) + " " + chart.y + ", " + tick_name(at) + " " + chart.x));
    dots += element(
        "circle", attribute("cx", number(x.place(at))) + attribute("cy", number(y.place(value))) + attribute("r", "4"),
        tip);
  }
  return element("g", attribute("class", "curve " + class_of(place)),
                 element("polyline", attribute("points", path)) + dots);
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string xml;
  for (const char sign : text) {
    switch (sign) {
      case '&':
        xml += "&amp;";
        break;
      case '<':
        xml += "&lt;";
        break;
      case '>':
        xml += "&gt;";
        break;
      case '"':
        xml += "&quot;";
        break;
      default:
        xml += static_cast<unsigned char>(sign) < ' ' && sign != '\n' && sign != '\t' ? '?' : sign;
    }
  }
  return xml;
}

std::string render(const Chart& chart) {
  const auto [first, last] = range(chart, [](const auto& point) { return point.first; });
  const auto [least, most] = range(chart, [](const auto& point) { return point.second; });
  const std::vector<double> levels = ticks_between(least, most);
  const double legend = kLegendLine * static_cast<double>(chart.curves.size());
  const double ground = kHeight - kBottom;
  const double end = kWidth - kRight;
  const Axis x(first, last, kLeft + 20, end - 20);
  const Axis y(levels.front(), levels.back(), ground, kTop);

  std::string content;
  for (const double level : levels) {
    content += line(kLeft, y.place(level), end, y.place(level), "grid");
    content += words(kLeft - 8, y.place(level) + 4, "end", tick_name(level));
  }
  std::vector<double> columns;
  for (const Curve& curve : chart.curves)
    for (const auto& point : curve.points)
      if (std::find(columns.begin(), columns.end(), point.first) == columns.end()) columns.push_back(point.first);
  for (const double column : columns) {
    content += line(x.place(column), kTop, x.place(column), ground, "grid");
    content += words(x.place(column), ground + 18, "middle", tick_name(column));
  }
  content += words((kLeft + end) / 2, ground + 38, "middle", chart.x);
  content += words(0, 0, "middle", chart.y,
                   attribute("transform", "translate(16 " + number((kTop + ground) / 2) + ") rotate(-90)"));
  for (std::size_t place = 0; place < chart.curves.size(); ++place) {
    const double at = kHeight + kLegendLine * (static_cast<double>(place) + 0.5);
    if (!chart.curves[place].points.empty()) content += draw_curve(chart.curves[place], place, x, y, chart);
    content += element("g", attribute("class", "curve " + class_of(place)), line(kLeft, at, kLeft + 36, at, "key"));
    content += words(kLeft + 44, at + 4, "start", chart.curves[place].name);
  }
  return figure(chart.title, chart.about, svg(kWidth, kHeight + legend, chart.title, content));
}

std::string render(const Bars& bars) {
  double most = 0;
  for (const Bar& bar : bars.bars) most = std::max(most, bar.value);
  const double longest = kWidth - kNames - kLabels;
  std::string content;
  for (std::size_t place = 0; place < bars.bars.size(); ++place) {
    const Bar& bar = bars.bars[place];
    const double top = kBarHeight * static_cast<double>(place);
    const double length = most > 0 ? std::max(bar.value / most * longest, 1.0) : 1.0;
    content += words(kNames - 10, top + 17, "end", bar.name);
    content += element("rect", attribute("x", number(kNames)) + attribute("y", number(top + 4)) +
                                   attribute("width", number(length)) + attribute("height", number(kBarHeight - 8)) +
                                   attribute("class", "bar " + class_of(place)));
    content += words(kNames + length + 8, top + 17, "start", bar.label);
  }
  return figure(bars.title, bars.about,
                svg(kWidth, kBarHeight * static_cast<double>(bars.bars.size()) + 4, bars.title, content));
}

const std::string_view kDrawingStyle = R"(
figure { margin: 1.5em 0; break-inside: avoid; }
figcaption { margin-bottom: .5em; }
svg { width: 100%; height: auto; }
svg text { fill: currentColor; font: 13px sans-serif; }
.grid { stroke: currentColor; stroke-opacity: .18; }
.curve { fill: none; stroke-width: 2.5; }
.curve circle { stroke: none; }
.c0 { --colour: #0072b2; } .c1 { --colour: #56b4e9; stroke-dasharray: 10 3; } .c2 { --colour: #009e73; stroke-dasharray: 3 3; }
.c3 { --colour: #d55e00; } .c4 { --colour: #e69f00; stroke-dasharray: 10 3; } .c5 { --colour: #cc79a7; stroke-dasharray: 3 3; }
.curve { stroke: var(--colour); } .curve circle { fill: var(--colour); } .bar { fill: var(--colour); stroke: none; }
)";

}  // namespace permit::bench
