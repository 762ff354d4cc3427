// A register with texts, clerks and retention at work on it, and what all of them have been told: it must be there
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
#include "test/torture/fault.h"
#include "test/torture/tape.h"

namespace permit {
class InspectionStore;
class RegisterStore;
}  // namespace permit

namespace permit::test {

/// 20 texts a batch, most of few documents, of which some come twice and some cannot be read; between the batches an
/// import, lists, revocations, new rules, purge. What fails is tried again, as the service does. Tells the tape what
/// has left: replies, acks, and where the log ended when an act had returned. By the rules of rules/8103.
/// An error that does not end is returned.
std::string work_on(const std::string& folder, Tape& tape, std::size_t batches);

/// What was told, by the tape.
class Told {
 public:
  void hear(std::string_view what);

  /// What is wrong with a register that is in `folder` now; empty: nothing. Asks for one permit more, which changes it.
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

  std::map<unsigned, Reply> replies_;  ///< by number of the text: those that a commit goes before
  std::map<unsigned, Instant> acked_;
  std::set<std::string> revoked_;
  End end_;
  Instant purged_before_ = Instant::min();
};

/// Lets the power go at about so many points of what was recorded, and judges what a disk may have then, in a folder.
void cut_power(const Tape& tape, const std::string& rebuilt, Fault& fault, std::size_t points);

}  // namespace permit::test
