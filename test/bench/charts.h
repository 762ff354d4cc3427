// Charts of the side-by-side run.
#pragma once

#include <vector>

#include "test/bench/drawing.h"
#include "test/bench/side_by_side.h"

namespace permit::bench {

/// Texts a second, the median wait and the 99th percentile, each by texts in flight.
std::vector<Chart> draw_curves(const SideBySide& found);
/// Texts a second for each load.
std::vector<Bars> draw_bars(const SideBySide& found);

}  // namespace permit::bench
