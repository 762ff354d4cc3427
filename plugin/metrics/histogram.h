// Values counted in buckets, as Prometheus does: cheap to count, and enough to estimate quantiles.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace permit {

/// Bounds in seconds from the arrival of a text to its reply.
inline constexpr double kLatencyBounds[] = {0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                            0.05,   0.1,     0.25,   0.5,   1,      2.5,   5,    10};
/// Bounds in texts per commit.
inline constexpr double kBatchBounds[] = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512};

/// A bucket counts values up to its bound and above the bound before it; one more bucket counts the rest.
class Histogram {
 public:
  /// Borrows the bounds for its lifetime. REQUIRES: they rise.
  explicit Histogram(std::span<const double> bounds) : bounds_(bounds), counts_(bounds.size() + 1) {}
  /// REQUIRES: `counts` has one more than `bounds`.
  Histogram(std::span<const double> bounds, std::vector<std::uint64_t> counts, double sum);

  void count(double value);

  std::span<const double> bounds() const { return bounds_; }
  /// The counts by bucket.
  const std::vector<std::uint64_t>& counts() const { return counts_; }
  std::uint64_t total() const;
  double sum() const { return sum_; }

  /// Estimates the value that a fraction `rank` of the values does not exceed (0.5: the median), by linear
  /// interpolation inside its bucket. Returns 0 without values, and the last bound if the value is greater.
  double quantile(double rank) const;
  /// Returns an upper bound of all values: infinity if one was greater than all bounds, 0 without values.
  double upper_bound() const;

  friend bool operator==(const Histogram& one, const Histogram& other) {
    return one.counts_ == other.counts_ && one.sum_ == other.sum_;
  }

 private:
  std::span<const double> bounds_;
  std::vector<std::uint64_t> counts_;
  double sum_ = 0;
};

}  // namespace permit
