// Measures all contenders at all loads in turns, several times.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "test/bench/contender.h"
#include "test/bench/percentiles.h"
#include "test/bench/verdict.h"

namespace permit::bench {

/// The results, and the contenders that were not available.
struct SideBySide {
  struct Entrant {
    std::string id;
    std::string about;
    std::string why_not;  ///< empty if it was measured
  };
  std::vector<Entrant> entrants;
  std::map<std::pair<std::string, std::size_t>, Series> series;  ///< by id and texts in flight
  std::optional<Measured> smpp;                                  ///< a day's texts, 50 in flight
  Latencies bare_commits;                                        ///< of LMDB: one put, synced
  Latencies bare_grants;                                         ///< of LMDB: all puts of a grant, synced

  /// Null if there is no such series.
  const Series* find(std::string_view id, std::size_t in_flight) const;
  /// The ratio of the texts a second of two contenders in the same round, over all rounds. Nothing if one is missing.
  std::optional<Spread> ratio(std::string_view of, std::string_view to, std::size_t in_flight) const;
  /// The number of cores that unrelated programs used.
  double cores_of_others() const;
};

struct Effort {
  std::size_t rounds = 5;
  Bound bound = {.texts = 60'000, .seconds = 2};
};

/// Calls `tell` with the next step, for a person who waits.
SideBySide run_side_by_side(Contenders& contenders, const std::filesystem::path& folder, const Effort& effort,
                            const std::function<void(const std::string&)>& tell);

/// Returns the lines of the table of targets.
std::vector<Verdict> judge(const SideBySide& found);

/// A Markdown table of texts a second, the medians of the rounds: a row for each contender, a column for each number of
/// texts in flight. `-': not measured.
std::string render_rates(const SideBySide& found);

/// One line per figure, with fields separated by tabs: name, value, unit, smallest and largest of all rounds.
std::string render_figures(const SideBySide& found);

}  // namespace permit::bench
