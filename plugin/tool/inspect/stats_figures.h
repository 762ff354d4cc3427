// What `permitctl stats' has gathered, and its two renderings.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/zone.h"
#include "core/record.h"
#include "metrics/instance_status.h"
#include "tool/inspect/day_count.h"

namespace permit::tool {

struct StatsFigures {
  std::string folder;
  Zone zone;
  Instant at;
  std::optional<Record> last;
  DayTexts today;
  std::uint64_t alive = 0;
  Instant alive_since;  ///< permits decided before are not looked for
  std::optional<Digest> rules;
  std::optional<Moment> rules_since;
  bool paused = false;
  RegisterFigures size;
  std::vector<InstanceStatus> boxes;
  std::vector<std::string> wrong;
};

/// One screen, with its line ends.
std::string render_screen(const StatsFigures& figures);

/// Rises when a member changes its meaning or goes.
inline constexpr int kStatsJsonVersion = 2;
/// One line, or one with members on lines of their own.
std::string render_json(const StatsFigures& figures, bool on_one_line);

}  // namespace permit::tool
