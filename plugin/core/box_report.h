// What a running library says of itself, for people: kept in the register, read by `permitctl stats`.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/digest.h"
#include "core/record.h"
#include "core/zone.h"

namespace permit {

/// How the decisions of the rules in force compare with those of others that are tried beside them.
struct Comparison {
  using Change = std::pair<Outcome, Outcome>;  ///< under the rules in force, under the others

  std::uint64_t same = 0;
  std::map<Change, std::uint64_t> changed;  ///< also of one outcome: with another period, plate or reply

  friend bool operator==(const Comparison&, const Comparison&) = default;
};

struct BoxReport {
  /// Rules that are tried beside those in force.
  struct Shadow {
    std::string folder;
    std::vector<std::string> faults{};  ///< as below
    Digest rules{};                     ///< all zero while there are none that compile
    Moment since{};                     ///< when they began to be tried
    Comparison texts{};
    std::uint64_t passed_over = 0;  ///< texts that came too fast to try

    friend bool operator==(const Shadow&, const Shadow&) = default;
  };

  std::string box;            ///< its id
  std::uint32_t process = 0;  ///< two may share an id
  Moment at{};
  std::string folder;                 ///< of the rules
  Digest rules{};                     ///< by which it answers; all zero before there are any
  std::vector<std::string> faults{};  ///< that keep the folder from being used: `FOLDER/FILE:LINE: message`
  std::optional<Shadow> shadow{};

  friend bool operator==(const BoxReport&, const BoxReport&) = default;
};

/// Whether two decisions on one text are the same for whoever sent it: outcome, reply, period and plate.
bool same_decision(const Entry& one, const Entry& other);

}  // namespace permit
