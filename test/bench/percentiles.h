// The waiting times of texts for their replies, and the summary of several rounds of one measurement.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace permit::bench {

using Nanoseconds = std::chrono::nanoseconds;

/// Keeps every value, so that each percentile is a measured value.
class Latencies {
 public:
  void add(Nanoseconds latency) { all_.push_back(latency.count()); }
  void add(const Latencies& others) { all_.insert(all_.end(), others.all_.begin(), others.all_.end()); }

  std::size_t count() const { return all_.size(); }
  /// The percentile by nearest rank, in milliseconds: the smallest value that `share` of the values do not exceed.
  /// Nothing if fewer than ten values are above it, because it would be chance. The median needs only one value.
  /// REQUIRES: 0 < share < 1.
  std::optional<double> percentile(double share) const;
  /// In milliseconds. REQUIRES: count() > 0.
  double longest() const;

 private:
  std::vector<std::int64_t> all_;
};

/// Several rounds of one figure. The median of an even number is the mean of the two in the middle.
struct Spread {
  double median = 0;
  double least = 0;
  double most = 0;
};

/// REQUIRES: there is one.
Spread spread_of(std::vector<double> rounds);

}  // namespace permit::bench
