// A small service for the tests of the core: common kinds of rules, and texts that show most values.
//
// July 2020, zone Asia/Baku (four hours east, no summer time): decree "july" from 07-20 06:00 to 08-05 06:00 gives code
// 1 for two hours without limit and code 2 for three hours once a day; "june" before gives code 2 for two hours once a
// day counted over 1 and 2. After July follow an interval without need of permits, then a ban.
#pragma once

#include <string_view>

#include "core/rule_set.h"

namespace permit::test {

RuleSet sample_rules();

/// Returns the instant of a local time of the sample's zone, `2020-07-21T10:00`. Aborts when it is not one.
Instant at(std::string_view local_time);

}  // namespace permit::test
