// What the log says of the texts of one day, and of the permits that are alive.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/zone.h"
#include "core/history.h"
#include "metrics/counts.h"
#include "store/open.h"

namespace permit::tool {

/// Texts of a day. What they are counted by is of the rules, but for codes that do not exist: those have three digits
/// at most (kLongestCode).
struct DayTexts {
  OutcomeCounts all;
  std::map<std::string, OutcomeCounts> by_purpose;                    ///< those that were read as asking for one
  std::map<std::string, OutcomeCounts> by_clause;                     ///< those that were decided by one
  std::map<std::string, OutcomeCounts> by_language;                   ///< of the reply
  std::map<Outcome, std::map<std::string, std::uint64_t>> by_reason;  ///< refused, unreadable, silent
};

/// Reads the log once, and from then on what has come since: a second look costs only that.
class DayCount {
 public:
  /// Permits decided before `alive_since` are not looked for.
  DayCount(Zone zone, Instant alive_since) : zone_(std::move(zone)), alive_since_(alive_since) {}

  /// Counts up to `at`, which must not fall back behind an earlier call's.
  Status count(const InspectionStore& store, Instant at);

  /// Of the local day of `at`, decided by then.
  const DayTexts& texts() const { return texts_; }
  /// Permits by text that have not ended at `at`, as their ends were moved by then.
  std::uint64_t alive(Instant at) const;
  Instant alive_since() const { return alive_since_; }

 private:
  void take(const InspectionStore& store, const Record& record);
  void take(const Entry& entry);
  void move_end(const InspectionStore& store, const EndChanged& changed);

  Zone zone_;
  Instant alive_since_;
  Instant midnight_;
  std::optional<Sequence> next_;  ///< of the log; nothing: not looked for yet
  DayTexts texts_;
  std::map<std::optional<Instant>, std::uint64_t> ends_;     ///< of permits; nothing: they have none
  std::map<Sequence, std::optional<Instant>> ends_by_hand_;  ///< by the record that gave the permit
};

}  // namespace permit::tool
