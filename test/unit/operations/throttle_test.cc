#include "operations/throttle.h"

#include <chrono>
#include <thread>

#include <sys/resource.h>

#include "test/rig/store_process.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace std::chrono_literals;

TEST_GROUP(Throttle){};

TEST(Throttle, stepsGrowWhileTheyAreShortAndShrinkAtOnce) {
  Throttle throttle;
  const std::size_t first = throttle.step_size();
  for (int i = 0; i < 10; ++i) throttle.adapt(100us);
  const std::size_t grown = throttle.step_size();
  CHECK_TRUE(grown >= 4 * first);
  throttle.adapt(Throttle::kStep * 2 / 3);
  LONGS_EQUAL(grown, throttle.step_size());
  throttle.adapt(Throttle::kStep + 1ms);
  LONGS_EQUAL(grown / 2, throttle.step_size());
}

TEST(Throttle, stepsStayWithinTheirBounds) {
  Throttle throttle;
  for (int i = 0; i < 100; ++i) throttle.adapt(1s);
  LONGS_EQUAL(Throttle::kFewest, throttle.step_size());
  for (int i = 0; i < 100; ++i) throttle.adapt(0s);
  LONGS_EQUAL(Throttle::kMost, throttle.step_size());
}

TEST(Throttle, aStepGetsItsSizeAndReturnsTheResult) {
  Throttle throttle;
  const std::size_t most = throttle.step_size();
  LONGS_EQUAL(most, throttle.step([](std::size_t many) { return many; }));
  CHECK_TRUE(throttle.step_size() != most);  // the step was short
}

TEST(Throttle, lowPriorityHoldsForNewThreads) {
  permit::test::ChildProcess child([] {
    lower_priority();
    int thread = 0;
    std::thread([&] { thread = getpriority(PRIO_PROCESS, 0); }).join();
    return getpriority(PRIO_PROCESS, 0) == 19 && thread == 19 ? 0 : 1;
  });
  LONGS_EQUAL(0, child.wait());
}
