// The two forms in which `permitctl stats' prints its figures.
#pragma once

#include <string>
#include <vector>

#include "operations/stats.h"

namespace permit::tool {

/// One sentence per problem.
std::vector<std::string> problems_in_words(const Health& health);

/// One screen, with its line ends.
std::string render_screen(const StatsFigures& figures);

/// Increases when a member changes its meaning or is removed.
inline constexpr int kStatsJsonVersion = 2;
/// One line, or one line per member.
std::string render_json(const StatsFigures& figures, bool on_one_line);

}  // namespace permit::tool
