#include "test/bench/charts.h"

#include <cstdio>
#include <functional>
#include <optional>

namespace permit::bench {
namespace {

using Figure = std::function<std::optional<double>(const Series&)>;

Chart draw(const SideBySide& found, Chart chart, const Figure& figure) {
  for (const auto& entrant : found.entrants) {
    Curve curve{.name = entrant.about + (entrant.why_not.empty() ? "" : " (not measured: " + entrant.why_not + ")"),
                .points = {}};
    for (const std::size_t in_flight : kInFlight)
      if (const Series* series = found.find(entrant.id, in_flight))
        if (const auto value = figure(*series); value && *value > 0)
          curve.points.emplace_back(static_cast<double>(in_flight), *value);
    chart.curves.push_back(std::move(curve));
  }
  return chart;
}

Figure percentile(double share) {
  return [share](const Series& series) { return series.total.latencies.percentile(share); };
}

}  // namespace

std::vector<Chart> draw_curves(const SideBySide& found) {
  const std::string in_flight = "texts in flight";
  const std::string wait = "milliseconds until the reply";
  return {draw(found,
               {.title = "Texts answered per second.",
                .about = "Higher is better. Each grid line is two or two and a half times the one below.",
                .x = in_flight,
                .y = "texts a second",
                .curves = {}},
               [](const Series& series) { return spread_of(series.rates).median; }),
          draw(found,
               {.title = "The longest wait of the faster half of the texters.",
                .about = "Lower is better.",
                .x = in_flight,
                .y = wait,
                .curves = {}},
               percentile(0.5)),
          draw(found,
               {.title = "The longest wait of 99 of 100 texters.",
                .about = "Lower is better. There is no point if fewer than a thousand texts were answered.",
                .x = in_flight,
                .y = wait,
                .curves = {}},
               percentile(0.99))};
}

std::vector<Bars> draw_bars(const SideBySide& found) {
  std::vector<Bars> all;
  for (const std::size_t in_flight : kInFlight) {
    Bars bars{.title = "Texts a second, " + std::to_string(in_flight) + " in flight.", .about = "", .bars = {}};
    for (const auto& entrant : found.entrants) {
      const Series* series = found.find(entrant.id, in_flight);
      if (series == nullptr) continue;
      const Spread rate = spread_of(series->rates);
      char label[64];
      std::snprintf(label, sizeof label, "%.0f (%.0f to %.0f)", rate.median, rate.least, rate.most);
      bars.bars.push_back({.name = entrant.about, .value = rate.median, .label = label});
    }
    all.push_back(std::move(bars));
  }
  return all;
}

}  // namespace permit::bench
