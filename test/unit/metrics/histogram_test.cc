#include "metrics/histogram.h"

#include <cmath>
#include <vector>

#include <CppUTest/TestHarness.h>

using permit::Histogram;

namespace {

constexpr double kBounds[] = {1, 2, 4};

}  // namespace

TEST_GROUP(Histogram) { Histogram values{kBounds}; };

TEST(Histogram, aValueIsInTheFirstBucketThatItDoesNotExceed) {
  for (const double value : {0.0, 1.0, 1.5, 2.0, 4.0, 4.1}) values.count(value);
  CHECK_TRUE(values.counts() == (std::vector<std::uint64_t>{2, 2, 1, 1}));
  LONGS_EQUAL(6, values.total());
  DOUBLES_EQUAL(12.6, values.sum(), 1e-9);
}

TEST(Histogram, quantilesInterpolateInTheirBucket) {
  for (int n = 0; n < 10; ++n) values.count(1.5);
  DOUBLES_EQUAL(1.5, values.quantile(0.5), 1e-9);
  DOUBLES_EQUAL(1.99, values.quantile(0.99), 1e-9);
  for (int n = 0; n < 10; ++n) values.count(3);
  DOUBLES_EQUAL(2, values.quantile(0.5), 1e-9);
  DOUBLES_EQUAL(3, values.quantile(0.75), 1e-9);
}

TEST(Histogram, nothingIsKnownBeyondTheLastBound) {
  DOUBLES_EQUAL(0, values.quantile(0.5), 0);
  DOUBLES_EQUAL(0, values.upper_bound(), 0);
  values.count(1.2);
  DOUBLES_EQUAL(2, values.upper_bound(), 0);
  values.count(100);
  CHECK_TRUE(std::isinf(values.upper_bound()));
  DOUBLES_EQUAL(4, values.quantile(0.99), 0);
}
