#include "tool/cli/progress.h"

#include <CppUTest/TestHarness.h>

using permit::tool::render_progress;

TEST_GROUP(Progress){};

TEST(Progress, isABarWithAPercentage) {
  STRCMP_EQUAL("copying [                              ] 0 %", render_progress("copying", 0, 200).c_str());
  STRCMP_EQUAL("copying [###############               ] 50 %", render_progress("copying", 100, 200).c_str());
  STRCMP_EQUAL("copying [##############################] 100 %", render_progress("copying", 200, 200).c_str());
}

TEST(Progress, neverExceedsTheWholeWork) {
  STRCMP_EQUAL("copying [##############################] 100 %", render_progress("copying", 201, 200).c_str());
}

TEST(Progress, isACountIfTheWholeWorkIsUnknown) {
  STRCMP_EQUAL("purging 0", render_progress("purging", 0, 0).c_str());
  STRCMP_EQUAL("purging 12345", render_progress("purging", 12345, 0).c_str());
}
