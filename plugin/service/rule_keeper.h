// The rules that texts are answered by: those of the folder as it is; while that is broken, those that were in force,
// paused or not as the folder says.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "core/rule_set.h"
#include "core/store.h"
#include "service/alarm.h"
#include "service/rule_compiler.h"

namespace permit {

/// One thread.
class RuleKeeper {
 public:
  /// Compiles the folder, and again whenever it changes.
  explicit RuleKeeper(const std::string& folder);

  /// Call it between two batches. New rules are in force once `store` has their text; if the folder is broken at the
  /// start, those that `store` accepted last are. Null while there are none at all. Whatever is wrong is logged once.
  const Rules& current(Store& store);
  const Rules& in_force() const { return in_force_; }
  /// When they came into force here. REQUIRES: there are any.
  Moment since() const { return since_; }

  const std::string& folder() const { return folder_; }
  /// What keeps the folder from being used, `FOLDER/FILE:LINE: message`; empty when it is used.
  std::vector<std::string> faults() const;
  /// Rises whenever one of these changes. From 1.
  unsigned changes() const { return changes_; }

 private:
  void consider(Loaded loaded);
  void log_faults(const std::vector<Diagnostic>& faults) const;
  std::string told(const Diagnostic& fault) const;
  void accept(Store& store);
  void put_in_force(Rules rules);
  void recall(const Register& store);

  const std::string folder_;
  RuleCompiler compiler_;
  Rules in_force_;
  Moment since_{};
  std::optional<Loaded> candidate_;                 ///< compiled, not accepted by the store yet
  bool recall_due_ = false;                         ///< the folder is broken, and was not asked for its pause yet
  std::chrono::steady_clock::time_point next_try_;  ///< of what the store has refused
  std::vector<Diagnostic> faults_;                  ///< of the folder, as last logged
  unsigned changes_ = 1;
  Alarm folder_fault_;
  Alarm fault_;  ///< why the right rules are not in force
};

}  // namespace permit
