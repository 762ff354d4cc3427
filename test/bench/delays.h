// How long texts wait while an operator's command runs.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "test/bench/drawing.h"
#include "test/bench/load.h"
#include "test/bench/verdict.h"

namespace permit::bench {

struct Delay {
  std::string what;
  Measured without;  ///< in the seconds before and after it
  Measured with;

  /// How far the command raises the 99.9th percentile, in milliseconds; with too few texts during it, its longest delay
  /// counts.
  std::optional<double> added() const;
};

struct DelayEffort {
  std::size_t old_permits = 200'000;  ///< removed by the purge
  std::size_t rows = 1'000'000;       ///< of the import
  double quiet = 3;                   ///< seconds before and after each command
  double busy = 6;                    ///< seconds during which short commands are repeated
};

/// Measures a reload of the rules, a purge, a backup and an import, each while people text. Creates `folder`.
std::vector<Delay> run_delays(const std::filesystem::path& folder, const DelayEffort& effort,
                              const std::function<void(const std::string&)>& tell);

std::vector<Verdict> judge(const std::vector<Delay>& delays);
std::string render_figures(const std::vector<Delay>& delays);
Bars draw(const std::vector<Delay>& delays);

}  // namespace permit::bench
