#include "operations/throttle.h"

#include <chrono>
#include <thread>

#include <sys/resource.h>

#include "test/rig/store_process.h"

#include <CppUTest/TestHarness.h>

using namespace permit::tool;
using namespace std::chrono_literals;

TEST_GROUP(Pace){};

TEST(Pace, stepsGrowWhileTheyAreShortAndShrinkAtOnce) {
  Pace pace;
  const std::size_t first = pace.most();
  for (int i = 0; i < 10; ++i) pace.adapt(100us);
  const std::size_t grown = pace.most();
  CHECK_TRUE(grown >= 4 * first);
  pace.adapt(Pace::kStep * 2 / 3);
  LONGS_EQUAL(grown, pace.most());
  pace.adapt(Pace::kStep + 1ms);
  LONGS_EQUAL(grown / 2, pace.most());
}

TEST(Pace, stepsStayBetweenTheirBounds) {
  Pace pace;
  for (int i = 0; i < 100; ++i) pace.adapt(1s);
  LONGS_EQUAL(Pace::kFewest, pace.most());
  for (int i = 0; i < 100; ++i) pace.adapt(0s);
  LONGS_EQUAL(Pace::kMost, pace.most());
}

TEST(Pace, aStepHandlesSoManyAndReturnsWhatItMade) {
  Pace pace;
  const std::size_t most = pace.most();
  LONGS_EQUAL(most, pace.step([](std::size_t many) { return many; }));
  CHECK_TRUE(pace.most() != most);  // it was short
}

TEST(Pace, whoLetsOthersFirstDoesSoInItsThreads) {
  permit::test::ChildProcess child([] {
    let_others_first();
    int thread = 0;
    std::thread([&] { thread = getpriority(PRIO_PROCESS, 0); }).join();
    return getpriority(PRIO_PROCESS, 0) == 19 && thread == 19 ? 0 : 1;
  });
  LONGS_EQUAL(0, child.wait());
}
