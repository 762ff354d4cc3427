// Counters of texts.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>

#include "core/record.h"

namespace permit {

inline constexpr std::array kOutcomes = {Outcome::granted,    Outcome::repeated,    Outcome::refused,
                                         Outcome::unreadable, Outcome::information, Outcome::silent};

/// The number of texts with each outcome.
class OutcomeCounts {
 public:
  std::uint64_t& operator[](Outcome outcome) { return counts_[at(outcome)]; }
  std::uint64_t operator[](Outcome outcome) const { return counts_[at(outcome)]; }
  std::uint64_t sum() const { return std::accumulate(counts_.begin(), counts_.end(), std::uint64_t{0}); }

  friend bool operator==(const OutcomeCounts&, const OutcomeCounts&) = default;

 private:
  static constexpr std::size_t at(Outcome outcome) { return static_cast<std::size_t>(outcome) - 1; }

  std::array<std::uint64_t, kOutcomes.size()> counts_{};
};

}  // namespace permit
