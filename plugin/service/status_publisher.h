// Publishes the status of the box: in the register, where `permitctl stats` reads it, and in the metrics file.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "metrics/instance_status.h"
#include "service/active_rules.h"
#include "service/metrics_file.h"
#include "service/shadow.h"
#include "store/open.h"

namespace permit {

/// Not thread-safe.
class StatusPublisher {
 public:
  /// The interval at which figures are published.
  static constexpr std::chrono::seconds kInterval{10};

  /// `metrics` is the path of the metrics file, or empty for none.
  StatusPublisher(std::string box, const std::string& metrics);

  /// Call it when another store was opened: the next publish() writes the whole status into it.
  void begin();
  /// Makes the figures due now.
  void hurry() { next_ = {}; }
  /// Call it between two batches. `quiet` means that no text has come and none waits. Without a store only the file is
  /// written.
  ///
  /// A change of the rules is written at once. Figures are written every kInterval if they have changed: in the commit
  /// of the next texts, or when it is quiet, so that no text waits for them. If the register refuses them they are
  /// written later; nothing depends on them.
  void publish(RegisterStore* store, const ActiveRules& rules, const Shadow* shadow, const InstanceFigures& figures,
               bool quiet);

 private:
  InstanceStatus status_of(const ActiveRules& rules, const Shadow* shadow, const InstanceFigures& figures) const;
  void write_now(RegisterStore& store);

  const std::string box_;
  std::optional<MetricsFile> file_;
  unsigned published_rules_ = 0;  ///< ActiveRules::changes() as of the last status
  InstanceStatus published_;
  std::chrono::steady_clock::time_point next_;        ///< when figures are due
  std::chrono::steady_clock::time_point next_write_;  ///< when the store may be tried again
};

}  // namespace permit
