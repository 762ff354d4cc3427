// What a running library says of itself, for people: kept in the register, read by `permitctl stats`.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "base/zone.h"
#include "core/record.h"
#include "metrics/counts.h"
#include "metrics/histogram.h"

namespace permit {

/// How the decisions of the rules in force compare with those of others that are tried beside them.
struct Comparison {
  using Change = std::pair<Outcome, Outcome>;  ///< under the rules in force, under the others

  std::uint64_t same = 0;
  std::map<Change, std::uint64_t> changed;  ///< also of one outcome: with another period, plate or reply

  friend bool operator==(const Comparison&, const Comparison&) = default;
};

/// What a library has counted since it started.
struct InstanceFigures {
  Moment started{};
  OutcomeCounts answered{};           ///< a text that is delivered again counts again
  Histogram latency{kLatencyBounds};  ///< from the arrival of a text to its reply on the link
  Histogram batches{kBatchBounds};    ///< texts of a commit
  std::uint64_t waiting = 0;          ///< texts that are not acked yet
  std::uint64_t held = 0;             ///< replies with a permit that bearerbox has not taken yet
  std::uint64_t failed_commits = 0;
  Moment failed_at{};     ///< the last of them
  std::string failure{};  ///< likewise

  friend bool operator==(const InstanceFigures&, const InstanceFigures&) = default;
};

struct InstanceStatus {
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
  Moment rules_since{};               ///< when it began to
  std::vector<std::string> faults{};  ///< that keep the folder from being used: `FOLDER/FILE:LINE: message`
  std::optional<Shadow> shadow{};
  InstanceFigures figures{};

  friend bool operator==(const InstanceStatus&, const InstanceStatus&) = default;
};

/// Whether two decisions on one text are the same for whoever sent it: outcome, reply, period and plate.
bool same_decision(const Entry& one, const Entry& other);

}  // namespace permit
