// The rules that texts are answered by: those of the folder. While the folder is broken, the old rules stay in force,
// but the folder can still pause them.
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

/// Not thread-safe.
class ActiveRules {
 public:
  /// Compiles the folder, and again whenever it changes.
  explicit ActiveRules(const std::string& folder);

  /// Updates and returns the rules in force; null while there are none. Call it between two batches. New rules come
  /// into force once `store` has their text. If the folder is broken at the start, uses the rules that `store` accepted
  /// last. Logs each fault once.
  const Rules& current(Store& store);
  const Rules& in_force() const { return in_force_; }
  /// When they came into force here. REQUIRES: there are rules in force.
  HostTime since() const { return since_; }

  const std::string& folder() const { return folder_; }
  /// Returns all faults and warnings of a folder that does not compile, as `FOLDER/FILE:LINE: message`.
  std::vector<std::string> faults() const;
  /// Rises whenever a value above changes. Begins at 1.
  unsigned changes() const { return changes_; }

 private:
  void consider(Loaded loaded);
  void log_faults(const std::vector<Diagnostic>& faults) const;
  std::string render_with_folder(const Diagnostic& fault) const;
  void accept(Store& store);
  void put_in_force(Rules rules);
  void use_last_accepted(const Register& store);

  const std::string folder_;
  RuleCompiler compiler_;
  Rules in_force_;
  HostTime since_{};
  std::optional<Loaded> candidate_;                 ///< compiled, not accepted by the store yet
  bool reload_due_ = false;                         ///< the folder is broken, and its pause was not read yet
  std::chrono::steady_clock::time_point next_try_;  ///< of the store after it failed
  std::vector<Diagnostic> faults_;                  ///< of the folder, as last logged
  unsigned changes_ = 1;
  Alarm folder_fault_;
  Alarm fault_;  ///< why the right rules are not in force
};

}  // namespace permit
