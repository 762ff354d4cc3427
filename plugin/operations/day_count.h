// Counts of the log: the texts of one day, and the permits that are alive.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/zone.h"
#include "core/history.h"
#include "core/inspection.h"
#include "metrics/counts.h"
#include "operations/progress.h"

namespace permit {

/// Texts of a day. The rules bound the number of keys, except for codes that do not exist, which have at most three
/// digits (kLongestCode).
struct DayTexts {
  OutcomeCounts all;
  std::map<std::string, OutcomeCounts> by_purpose;                    ///< of texts that asked for a purpose
  std::map<std::string, OutcomeCounts> by_clause;                     ///< of texts that a clause decided
  std::map<std::string, OutcomeCounts> by_language;                   ///< of the reply
  std::map<Outcome, std::map<std::string, std::uint64_t>> by_reason;  ///< refused, unreadable, silent
};

/// Reads the log once, and later only the records that were added since.
class DayCount {
 public:
  /// Does not count permits that were decided before `alive_since`.
  DayCount(Zone zone, Instant alive_since) : zone_(std::move(zone)), alive_since_(alive_since) {}

  /// About how many records count() reads.
  Result<Sequence> records_to_count(const InspectionStore& store, Instant at) const;
  /// Counts up to `at`. REQUIRES: `at` is not before that of an earlier call. Progress counts records.
  Status count(const InspectionStore& store, Instant at, const OnProgress& on_progress);

  /// Texts of the local day of `at`, decided by then.
  const DayTexts& texts() const { return texts_; }
  /// Permits by text that have not ended at `at`, with the ends as moved by then.
  std::uint64_t alive(Instant at) const;
  Instant alive_since() const { return alive_since_; }

 private:
  /// The record that count() reads first.
  Result<Sequence> next(const InspectionStore& store, Instant at) const;
  void take(const InspectionStore& store, const Record& record);
  void take(const Entry& entry);
  void move_end(const InspectionStore& store, const EndChanged& changed);

  Zone zone_;
  Instant alive_since_;
  Instant midnight_;
  std::optional<Sequence> next_;  ///< of the log; nothing: before the first count
  DayTexts texts_;
  std::map<std::optional<Instant>, std::uint64_t> ends_;     ///< of permits; nothing: they have none
  std::map<Sequence, std::optional<Instant>> ends_by_hand_;  ///< by the record that gave the permit
};

}  // namespace permit
