// Phones that text without end: a person who is lost gets help, a machine that answers each reply with a text gets
// silence.
//
// Every reply costs somebody money, and two machines that answer each other never stop. So texts that get their phone
// no permit are counted, from its first one to a permit or to a pause: so many are answered, the next is told how to
// ask, and what follows gets silence with a name. A permit is always given, and told.
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

/// What a phone may still get for a text without a permit: the answer, a help reply in its place, or silence.
enum class FloodVerdict { allow, hint, suppress };

/// The reason in an entry that the flood limit changed.
inline constexpr std::string_view kFlood = "flood";

/// Applies a verdict to an answer. `hint` replaces only a reply that decides nothing. A granted permit stays. Pure.
Entry apply_flood_limit(FloodVerdict verdict, Entry answered, const RuleSet& rules);

struct FloodTerms {
  unsigned texts = 20;             ///< without a permit that are answered; at least 1
  std::chrono::minutes pause{10};  ///< after which a phone is heard anew; at least 1

  friend bool operator==(const FloodTerms&, const FloodTerms&) = default;
};

/// Counts texts by phone. Takes 1.5 MiB, however many phones there are: of more than some ten
/// thousand that text within one pause, those that texted least are forgotten first. One thread.
class FloodGuard {
 public:
  explicit FloodGuard(FloodTerms terms = {});

  /// Counts a text of `phone` (Text::phone). `now` never goes back.
  FloodVerdict count(std::string_view phone, Instant now);
  /// It got a permit: its count begins anew.
  void reset(std::string_view phone);

 private:
  struct Phone {
    std::uint64_t hash = 0;
    Instant heard{};     ///< last
    unsigned texts = 0;  ///< 0: nobody's place
  };
  using Row = std::array<Phone, 4>;

  Phone& place_of(std::string_view phone, Instant now);
  bool has_paused(const Phone& phone, Instant now) const;

  FloodTerms terms_;
  std::vector<Row> rows_;  ///< by hash
};

}  // namespace permit
