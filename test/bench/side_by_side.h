// All contenders at all loads, by turns, several times.
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

/// What was found, and who was not there.
struct SideBySide {
  struct Entrant {
    std::string id;
    std::string about;
    std::string why_not;  ///< empty when it was measured
  };
  std::vector<Entrant> entrants;
  std::map<std::pair<std::string, std::size_t>, Series> series;  ///< by id and texts in flight
  std::optional<Measured> smpp;                                  ///< a day's texts, 50 in flight
  Latencies bare_commits;                                        ///< of LMDB: one put, synced
  Latencies bare_grants;                                         ///< likewise, with all that a grant puts

  /// Null when there is none.
  const Series* find(std::string_view id, std::size_t in_flight) const;
  /// Of two in the same round, texts a second: over all rounds. Nothing when either is missing.
  std::optional<Spread> ratio(std::string_view of, std::string_view to, std::size_t in_flight) const;
  /// How many cores programs took that have no part in this.
  double cores_of_others() const;
};

struct Effort {
  std::size_t rounds = 5;
  Bound bound = {.texts = 60'000, .seconds = 2};
};

/// `tell` hears what is done next, for somebody who waits.
SideBySide run_side_by_side(Contenders& contenders, const std::filesystem::path& folder, const Effort& effort,
                            const std::function<void(const std::string&)>& tell);

/// The lines of the table that this is measured for.
std::vector<Verdict> judge(const SideBySide& found);

/// A Markdown table of texts a second, the medians of the rounds: a row for each contender, a column for each number of
/// texts in flight. `-': not measured.
std::string render_rates(const SideBySide& found);

/// One line a figure, the fields apart by tabs: name, value, unit, least and most of all rounds.
std::string render_figures(const SideBySide& found);

}  // namespace permit::bench
