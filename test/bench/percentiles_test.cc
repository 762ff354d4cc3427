#include "test/bench/percentiles.h"

#include <chrono>

#include <CppUTest/TestHarness.h>

namespace permit::bench {

using namespace std::chrono_literals;

namespace {

// Latencies of 1, 2, … `count` milliseconds, the longest first.
Latencies descending(int count) {
  Latencies latencies;
  for (int each = count; each > 0; --each) latencies.add(each * 1ms);
  return latencies;
}

}  // namespace

TEST_GROUP(Percentiles){};

TEST(Percentiles, areThoseOfTheNearestRank) {
  const Latencies thousand = descending(1000);
  DOUBLES_EQUAL(500, thousand.percentile(0.5).value(), 0);
  DOUBLES_EQUAL(950, thousand.percentile(0.95).value(), 0);
  DOUBLES_EQUAL(990, thousand.percentile(0.99).value(), 0);
  DOUBLES_EQUAL(9990, descending(10000).percentile(0.999).value(), 0);
}

TEST(Percentiles, areOmittedIfFewerThanTenValuesAreAbove) {
  CHECK_FALSE(descending(1000).percentile(0.999));
  CHECK_FALSE(descending(999).percentile(0.99));
  CHECK_TRUE(descending(10000).percentile(0.999).has_value());
  DOUBLES_EQUAL(999, descending(999).longest(), 0);
}

TEST(Percentiles, haveAMedianOfOneValueAndNoneOfNone) {
  DOUBLES_EQUAL(1, descending(1).percentile(0.5).value(), 0);
  CHECK_FALSE(Latencies().percentile(0.5));
}

TEST(Percentiles, ofSeveralRoundsAreThoseOfAllTogether) {
  Latencies both = descending(3);
  both.add(descending(5));
  LONGS_EQUAL(8, both.count());
  DOUBLES_EQUAL(2, both.percentile(0.5).value(), 0);
}

TEST(Percentiles, spreadIsOfTheRounds) {
  const Spread odd = spread_of({9, 1, 4});
  DOUBLES_EQUAL(4, odd.median, 0);
  DOUBLES_EQUAL(1, odd.least, 0);
  DOUBLES_EQUAL(9, odd.most, 0);
  DOUBLES_EQUAL(5, spread_of({9, 1, 4, 6}).median, 0);
}

}  // namespace permit::bench
