// Figures of the register and of the instances that use it: for a screen, JSON, Prometheus and a health check.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/zone.h"
#include "core/record.h"
#include "metrics/instance_status.h"
#include "operations/day_count.h"
#include "operations/progress.h"
#include "ruleset/load.h"
#include "store/open.h"

namespace permit {

/// A problem that an operator must solve.
struct Problem {
  enum class What {
    stale_rules,     ///< the rules in force do not compile with this version; times are in UTC
    broken_folder,   ///< the rule folder of a library does not compile
    other_rules,     ///< a library answers by rules other than those in force
    stopped_writer,  ///< a program is stopped in the middle of a write
    none_runs,       ///< no library runs on the register
  };

  What what = What::none_runs;
  std::size_t instance = 0;  ///< broken_folder, other_rules: index in `instances`
};

/// Whether texts are answered. It costs a few small reads.
struct Health {
  std::optional<Digest> rules;            ///< in force; nothing: none yet
  bool paused = false;                    ///< granting is paused
  std::vector<InstanceStatus> instances;  ///< all that have reported, including ended ones
  std::optional<WritingProgram> stopped_writer{};
  std::vector<Problem> problems;

  bool is_good() const { return problems.empty(); }
};

struct StatsFigures {
  std::string folder;  ///< of the register
  Zone zone;
  Instant at;
  std::optional<Record> last;  ///< of the log
  DayTexts today;
  std::uint64_t alive = 0;  ///< permits
  Instant alive_since;      ///< permits that were decided before are not counted
  std::optional<HostTime> rules_since;
  Health health;
  RegisterFigures size;
};

/// Reads the figures of a register repeatedly; each time only the records added since. Borrows the register.
class StatsReader {
 public:
  StatsReader(const RegisterStore& store, std::string folder) : store_(store), folder_(std::move(folder)) {}

  /// Reads the rules in force if they have changed. Call it before each of the following.
  Status follow_rules();

  /// UTC while there are no rules that compile.
  Zone zone() const { return in_force_.rules ? in_force_.rules->zone : Zone(); }
  Result<Health> health() const;

  /// About how many records figures() reads.
  Result<Sequence> records_to_read(Instant at);
  /// REQUIRES: `at` is not before that of an earlier call. Progress counts records.
  Result<StatsFigures> figures(Instant at, const OnProgress& on_progress);

 private:
  DayCount& count_at(Instant at);
  Status read_last(StatsFigures& figures) const;
  Status read_history(StatsFigures& figures) const;

  const RegisterStore& store_;
  const std::string folder_;
  bool is_loaded_ = false;
  Loaded in_force_;
  std::optional<Digest> hash_;     ///< of in_force_
  std::optional<DayCount> count_;  ///< by in_force_
};

/// The counters of the running libraries and the size of the register, in Prometheus's text format. Does not read the
/// log.
Result<std::string> exposition(const RegisterStore& store);

}  // namespace permit
