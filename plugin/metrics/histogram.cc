#include "metrics/histogram.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <numeric>
#include <utility>

namespace permit {

Histogram::Histogram(std::span<const double> bounds, std::vector<std::uint64_t> counts, double sum)
    : bounds_(bounds), counts_(std::move(counts)), sum_(sum) {
  assert(counts_.size() == bounds_.size() + 1);
}

void Histogram::count(double value) {
  const auto bucket = std::lower_bound(bounds_.begin(), bounds_.end(), value) - bounds_.begin();
  ++counts_[static_cast<std::size_t>(bucket)];
  sum_ += value;
}

std::uint64_t Histogram::total() const { return std::accumulate(counts_.begin(), counts_.end(), std::uint64_t{0}); }

double Histogram::quantile(double rank) const {
  const double wanted = rank * static_cast<double>(total());
  double before = 0;
  for (std::size_t bucket = 0; bucket < bounds_.size(); ++bucket) {
    const auto inside = static_cast<double>(counts_[bucket]);
    if (inside > 0 && before + inside >= wanted) {
      const double from = bucket == 0 ? 0 : bounds_[bucket - 1];
      return from + (bounds_[bucket] - from) * (wanted - before) / inside;
    }
    before += inside;
  }
  return total() == 0 ? 0 : bounds_.back();
}

double Histogram::upper_bound() const {
  if (counts_.back() > 0) return std::numeric_limits<double>::infinity();
  for (std::size_t bucket = bounds_.size(); bucket > 0; --bucket)
    if (counts_[bucket - 1] > 0) return bounds_[bucket - 1];
  return 0;
}

}  // namespace permit
