// How long texts wait for what an operator does beside them.
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
  Measured without;  ///< of the seconds before and behind it
  Measured with;

  /// What it adds to one text in a thousand, in milliseconds; where too few came for that, to the one that waited
  /// longest.
  std::optional<double> added() const;
};

struct DelayEffort {
  std::size_t old_permits = 200'000;  ///< that a purge takes out
  std::size_t rows = 1'000'000;       ///< of an import
  double quiet = 3;                   ///< seconds before and behind each
  double busy = 6;                    ///< seconds of what is over at once and repeated
};

/// A reload of the rules, a purge, a backup and an import, each while people text. `folder` is made.
std::vector<Delay> run_delays(const std::filesystem::path& folder, const DelayEffort& effort,
                              const std::function<void(const std::string&)>& tell);

std::vector<Verdict> judge(const std::vector<Delay>& delays);
std::string render_figures(const std::vector<Delay>& delays);
Bars draw(const std::vector<Delay>& delays);

}  // namespace permit::bench
