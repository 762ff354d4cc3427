// Numbers that are counted of texts, and of the register.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>

#include "core/record.h"

namespace permit {

inline constexpr std::array kOutcomes = {Outcome::granted,    Outcome::repeated,    Outcome::refused,
                                         Outcome::unreadable, Outcome::information, Outcome::silent};

/// How many texts had each outcome.
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

/// How large a register is, and who reads it.
struct RegisterFigures {
  Sequence records = 0;              ///< of the log, also those that were purged
  std::uint64_t file_bytes = 0;      ///< of data.mdb
  std::uint64_t map_bytes = 0;       ///< address space; it grows when it is full
  std::uint64_t used_bytes = 0;      ///< of that, ever written
  std::uint64_t readers = 0;         ///< programs that read at this moment
  std::uint64_t commits_behind = 0;  ///< of the oldest of them
  std::uint64_t stale_readers = 0;   ///< of programs that were killed, cleared away since the register was opened
};

}  // namespace permit
