#include "test/bench/percentiles.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace permit::bench {
namespace {

constexpr double kFewestBeyond = 10;
constexpr double kNanosecondsOfOne = 1e6;  // nanoseconds in a millisecond

}  // namespace

std::optional<double> Latencies::percentile(double share) const {
  assert(share > 0 && share < 1);
  if (all_.empty()) return std::nullopt;
  const auto count = static_cast<double>(all_.size());
  // 0.999 has no exact binary form. A thousand values have ten above 0.99.
  if (share > 0.5 && count * (1 - share) < kFewestBeyond - 1e-6) return std::nullopt;
  const auto rank = static_cast<std::size_t>(std::ceil(count * share - 1e-6));
  std::vector<std::int64_t> sorted = all_;
  const auto place = sorted.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(rank, 1) - 1);
  std::nth_element(sorted.begin(), place, sorted.end());
  return static_cast<double>(*place) / kNanosecondsOfOne;
}

double Latencies::longest() const {
  return static_cast<double>(*std::max_element(all_.begin(), all_.end())) / kNanosecondsOfOne;
}

Spread spread_of(std::vector<double> rounds) {
  assert(!rounds.empty());
  std::sort(rounds.begin(), rounds.end());
  const std::size_t middle = rounds.size() / 2;
  const double median = rounds.size() % 2 == 1 ? rounds[middle] : (rounds[middle - 1] + rounds[middle]) / 2;
  return {.median = median, .least = rounds.front(), .most = rounds.back()};
}

}  // namespace permit::bench
