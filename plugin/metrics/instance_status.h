// The status of a running library, for people: stored in the register, shown by `permitctl stats`.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "base/zone.h"
#include "core/inspection.h"
#include "core/record.h"
#include "metrics/counts.h"
#include "metrics/histogram.h"

namespace permit {

/// Counts the texts that the rules in force and the tried rules decide alike and differently.
struct Comparison {
  using Change = std::pair<Outcome, Outcome>;  ///< under the rules in force, under the others

  std::uint64_t same = 0;
  std::map<Change, std::uint64_t> changed;  ///< also with equal outcomes, if the period, plate or reply differs

  friend bool operator==(const Comparison&, const Comparison&) = default;
};

/// What a library has counted since it started.
struct InstanceFigures {
  HostTime started{};
  OutcomeCounts outcomes{};           ///< of texts; a text that is delivered again counts again
  Histogram latency{kLatencyBounds};  ///< from the arrival of a text to its reply on the link
  Histogram batches{kBatchBounds};    ///< texts per commit
  std::uint64_t waiting = 0;          ///< texts that are not acked yet
  std::uint64_t replies_held = 0;     ///< replies with a permit that bearerbox has not taken yet
  std::uint64_t failed_commits = 0;
  HostTime failed_at{};            ///< when the last commit failed
  std::string failure{};           ///< why it failed
  std::uint64_t writer_waits = 0;  ///< times that commits waited too long for another program's write
  HostTime waited_at{};            ///< when that last happened
  WritingProgram waited_for{};     ///< the program that wrote then
  bool is_waiting = false;         ///< commits wait too long now

  friend bool operator==(const InstanceFigures&, const InstanceFigures&) = default;
};

/// The status of one library at one moment.
struct InstanceStatus {
  /// Rules that are tried on the same texts as those in force.
  struct Shadow {
    std::string folder;
    std::vector<std::string> faults{};  ///< as in InstanceStatus
    Digest rules{};                     ///< all zero while none compile
    HostTime since{};                   ///< when their trial began
    Comparison texts{};
    std::uint64_t passed_over = 0;  ///< texts that came too fast to try

    friend bool operator==(const Shadow&, const Shadow&) = default;
  };

  std::string box;            ///< the box-id of the library
  std::uint32_t process = 0;  ///< two processes may share an id
  HostTime at{};
  std::string folder;                 ///< the rule folder
  Digest rules{};                     ///< the rules in force; all zero before there are any
  HostTime rules_since{};             ///< when these rules came into force
  std::vector<std::string> faults{};  ///< errors and warnings of a broken folder: `FOLDER/FILE:LINE: message`
  std::optional<Shadow> shadow{};
  InstanceFigures figures{};

  friend bool operator==(const InstanceStatus&, const InstanceStatus&) = default;
};

/// Returns `box permit8103, process 4711`.
std::string display_name(const InstanceStatus& box);

/// Returns `permitctl', process 4711, with the quotes; "an unknown program" if the process is unknown.
std::string display_name(const WritingProgram& program);

/// Returns whether two decisions on one text look the same to its sender: outcome, reply, period and plate.
bool same_decision(const Entry& one, const Entry& other);

}  // namespace permit
