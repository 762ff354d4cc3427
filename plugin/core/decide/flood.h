// Flood protection: a person who needs help gets it; a machine that answers each reply with a text gets silence.
//
// Every reply costs money, and two machines that answer each other never stop. So texts that get no permit are counted
// by phone, until a permit or a quiet time: the first ones are answered, the next gets help with asking, and later ones
// get silence with a reason. A permit is always given, with its reply.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/record.h"
#include "core/rule_set.h"

namespace permit {

/// What a phone may still get for a text without a permit: the answer, a help reply instead, or silence.
enum class FloodVerdict { allow, hint, suppress };

/// Entry::reason where the flood limit replaced the answer.
inline constexpr std::string_view kFlood = "flood";

/// Applies a verdict to an answer. `hint` replaces only a reply that decides nothing. A granted permit stays. Pure.
Entry apply_flood_limit(FloodVerdict verdict, Entry answered, const RuleSet& rules);

struct FloodLimits {
  unsigned texts = 20;             ///< texts without a permit that are answered; at least 1
  std::chrono::minutes quiet{10};  ///< without a text; then the count begins again; at least 1

  friend bool operator==(const FloodLimits&, const FloodLimits&) = default;
};

/// Counts texts by phone. Uses 1.5 MiB for any number of phones: if over about 10,000 send texts within
/// FloodLimits::quiet, it first forgets those that texted least. One thread.
class FloodGuard {
 public:
  explicit FloodGuard(FloodLimits limits = {});

  /// Counts a text of `phone` (Text::phone) and returns what it may get. REQUIRES: `now` never goes back.
  FloodVerdict count_text(std::string_view phone, Instant now);
  /// Resets the count of a phone that got a permit.
  void reset(std::string_view phone);

 private:
  struct Counter {
    std::uint64_t hash = 0;
    Instant last_text{};
    unsigned texts = 0;  ///< 0: free
  };
  using Row = std::array<Counter, 4>;

  Counter& find_or_claim_counter(std::string_view phone, Instant now);
  bool has_been_quiet(const Counter& counter, Instant now) const;

  FloodLimits limits_;
  std::vector<Row> rows_;  ///< by hash of the phone
};

}  // namespace permit
