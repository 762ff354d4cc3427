// What the box says of itself in the register, where `permitctl stats` reads it.
#pragma once

#include <chrono>
#include <string>

#include "core/box_report.h"
#include "kannel/rule_keeper.h"
#include "store/lmdb_store.h"

namespace permit {

/// One thread.
class Reporter {
 public:
  explicit Reporter(std::string box);

  /// Call it between two batches. Writes, which costs a sync, only when what it would say has changed. A register that
  /// does not take it is told later: nothing rests on it.
  void tell(LmdbStore& store, const RuleKeeper& rules);

 private:
  const std::string box_;
  unsigned told_ = 0;  ///< RuleKeeper::changes() as of the last report
  std::chrono::steady_clock::time_point next_try_;
};

}  // namespace permit
