// What the box says of itself: in the register, where `permitctl stats` reads it, and in the metrics file.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "metrics/instance_status.h"
#include "service/metrics_file.h"
#include "service/rule_keeper.h"
#include "service/shadow.h"
#include "store/open.h"

namespace permit {

/// One thread.
class StatusPublisher {
 public:
  /// Figures are told as rarely as that.
  static constexpr std::chrono::seconds kBetween{10};

  /// `metrics': the file; empty: none.
  StatusPublisher(std::string box, const std::string& metrics);

  /// Another store is open from now on: it is told everything.
  void begin();
  /// Call it between two batches. `quiet': no text has come and none waits. Without a store the file alone is written.
  ///
  /// What is new of the rules is written at once. Figures, now and then and when they have changed, ride in the commit
  /// of the texts that come next, or are written when it is quiet: no text waits for them. A register that does not
  /// take them is told later: nothing rests on it.
  void tell(RegisterStore* store, const RuleKeeper& rules, const Shadow* shadow, const InstanceFigures& figures,
            bool quiet);

 private:
  InstanceStatus report_of(const RuleKeeper& rules, const Shadow* shadow, const InstanceFigures& figures) const;
  void write_now(RegisterStore& store);

  const std::string box_;
  std::optional<MetricsFile> file_;
  unsigned told_rules_ = 0;  ///< RuleKeeper::changes() as of the last report
  InstanceStatus told_;
  std::chrono::steady_clock::time_point next_;        ///< when figures are due
  std::chrono::steady_clock::time_point next_write_;  ///< of what the store has refused
};

}  // namespace permit
