// A register that texts, clerks and retention change, and everything that it promised them: the register must have it
// when the power comes back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "core/rule_set.h"
#include "core/store.h"
#include "test/torture/fault_trial.h"
#include "test/torture/tape.h"

namespace permit {
class InspectionStore;
class RegisterStore;
}  // namespace permit

namespace permit::test {

/// Works on a register with 20 texts a batch, most for few documents; some come twice and some are unreadable. Between
/// the batches come an import, lists, revocations, new rules, purge. Repeats a failed call, as the service does. Writes
/// onto the tape what has left the process: replies, acks, and the end of the log after each act. Uses the rules of
/// rules/8103. Returns an error that does not go away.
std::string work_on(const std::string& folder, Tape& tape, std::size_t batches);

/// The promises that are on the tape.
class Promises {
 public:
  void add(std::string_view what);

  /// Returns what is wrong with the register in `folder`, or an empty string. Asks for one more permit, which changes
  /// the register.
  std::string judge(const std::string& folder, std::mt19937_64& chance) const;
  std::size_t texts() const { return acked_.size(); }

 private:
  struct Reply {
    Instant decided;
    std::string document;
    std::string words;
    std::optional<Instant> granted_until;
  };
  struct End {
    Sequence sequence = 0;
    std::string chain;
  };

  std::string judge_log(const InspectionStore& store) const;
  std::string judge_next_text(RegisterStore& store, std::mt19937_64& chance) const;

  std::map<unsigned, Reply> replies_;  ///< by number of the text: those that follow a commit
  std::map<unsigned, Instant> acked_;
  std::set<std::string> revoked_;
  End end_;
  Instant purged_before_ = Instant::min();
};

/// Cuts the power at about `points` places of the recording. Judges in `rebuilt` what a disk may have then.
void cut_power(const Tape& tape, const std::string& rebuilt, FaultTrial& trial, std::size_t points);

}  // namespace permit::test
