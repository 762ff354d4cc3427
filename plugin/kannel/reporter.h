// What the box says of itself in the register, where `permitctl stats` reads it.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "core/box_report.h"
#include "kannel/rule_keeper.h"
#include "kannel/shadow.h"
#include "store/lmdb_store.h"

namespace permit {

/// One thread.
class Reporter {
 public:
  /// Counters are written as rarely as that.
  static constexpr std::chrono::seconds kBetweenCounts{5};

  explicit Reporter(std::string box);

  /// Call it between two batches. Writes, which costs a sync, only when what it would say has changed: of the rules at
  /// once, of the shadow (null: none) now and then. A register that does not take it is told later: nothing rests on
  /// it.
  void tell(LmdbStore& store, const RuleKeeper& rules, const Shadow* shadow);

 private:
  const std::string box_;
  unsigned told_ = 0;  ///< RuleKeeper::changes() as of the last report
  std::optional<BoxReport::Shadow> told_shadow_;
  std::chrono::steady_clock::time_point next_count_;
  std::chrono::steady_clock::time_point next_try_;  ///< of what the store has refused
};

}  // namespace permit
