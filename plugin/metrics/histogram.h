// Values counted in buckets, as Prometheus does: cheap to count, and enough to estimate a quantile.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace permit {

/// Seconds from a text's arrival to its reply.
inline constexpr double kLatencyBounds[] = {0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                            0.05,   0.1,     0.25,   0.5,   1,      2.5,   5,    10};
/// Texts of a commit.
inline constexpr double kBatchBounds[] = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512};

/// A bucket holds what is at most its bound and more than the bound before it; one more holds the rest.
class Histogram {
 public:
  /// Borrows the bounds, which rise, for its lifetime.
  explicit Histogram(std::span<const double> bounds) : bounds_(bounds), counts_(bounds.size() + 1) {}
  /// REQUIRES: `counts` has one more than `bounds`.
  Histogram(std::span<const double> bounds, std::vector<std::uint64_t> counts, double sum);

  void count(double value);

  std::span<const double> bounds() const { return bounds_; }
  /// By bucket.
  const std::vector<std::uint64_t>& counts() const { return counts_; }
  std::uint64_t total() const;
  double sum() const { return sum_; }

  /// About what so many of the values are at most, 0.5 the median: as far into its bucket as its rank. 0 without
  /// values; the last bound when it is greater.
  double quantile(double rank) const;
  /// What no value exceeds, as far as the buckets tell: infinity when one was greater than all bounds.
  double most() const;

  friend bool operator==(const Histogram& one, const Histogram& other) {
    return one.counts_ == other.counts_ && one.sum_ == other.sum_;
  }

 private:
  std::span<const double> bounds_;
  std::vector<std::uint64_t> counts_;
  double sum_ = 0;
};

}  // namespace permit
