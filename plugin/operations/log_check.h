// Checks by its hash chain that the history is still the one that was written.
//
// Anyone who can write the register can also rewrite its whole chain. A head that was noted elsewhere, on paper or on
// another machine, proves that nothing up to it was changed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/inspection.h"
#include "operations/progress.h"

namespace permit {

/// `123456:HASH': where a log ends, as people note it.
std::string render_head(const Head& head);

/// A head that somebody has noted.
struct NotedHead {
  Sequence sequence = 0;
  std::string hash;  ///< 64 lower-case hexadecimal digits

  bool is(const Head& head) const { return sequence == head.sequence && hash == hex(head.chain); }
  std::string text() const { return std::to_string(sequence) + ":" + hash; }
};
/// Reads what render_head() writes; nothing for any other text.
std::optional<NotedHead> parse_head(std::string_view text);

struct LogEnd {
  Head head;
  std::optional<Instant> at;  ///< of the last record; nothing: the log is empty
};
Result<LogEnd> log_end(const InspectionStore& store);

/// The result for a noted head.
struct HeadFinding {
  enum class What {
    held,       ///< nothing up to it was changed
    purged,     ///< its record was purged, so it cannot be checked
    cut_off,    ///< the log ends before it
    rewritten,  ///< the log has another record there
  };

  NotedHead head;
  What what = What::held;

  bool is_fine() const { return what == What::held || what == What::purged; }
};

struct LogReport {
  Head start;                      ///< before the first record that was checked
  Head end;                        ///< the last record that was checked
  std::uint64_t erased = 0;        ///< records of which parts were erased
  std::vector<HeadFinding> heads;  ///< by sequence, up to the first that is not fine
  std::optional<Error> fault;      ///< names the first record that was changed, removed or moved

  bool is_whole() const { return !fault && (heads.empty() || heads.back().is_fine()); }
};

/// Follows the chain from its beginning and compares the noted heads with it. Stops at the first fault. Progress counts
/// sequences. Safe while purge() removes records.
Result<LogReport> check_log(const InspectionStore& store, std::vector<NotedHead> heads, const OnProgress& on_progress);

}  // namespace permit
