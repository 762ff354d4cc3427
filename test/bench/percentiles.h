// How long texts waited for their replies, and what several rounds of one measurement say together.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace permit::bench {

using Nanoseconds = std::chrono::nanoseconds;

/// Every single one is kept, so a percentile is one that was measured.
class Latencies {
 public:
  void add(Nanoseconds latency) { all_.push_back(latency.count()); }
  void add(const Latencies& others) { all_.insert(all_.end(), others.all_.begin(), others.all_.end()); }

  std::size_t count() const { return all_.size(); }
  /// By nearest rank, in milliseconds: the least that `share` of them do not exceed. Nothing when fewer than ten are
  /// beyond it, which then are chance. The median needs no more than one value. REQUIRES: 0 < share < 1.
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
