// The register's history, page by page: records that match a filter.
//
// Each page is one short transaction. Neither a long log nor a slow reader costs memory or delays the writer.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/history.h"
#include "core/inspection.h"
#include "core/rule_set.h"
#include "operations/progress.h"

namespace permit {

/// Whether a record names a document, a plate or a phone.
bool mentions(const Record& record, Subject by, const std::string& key);

/// Which records are wanted.
struct HistoryFilter {
  std::optional<Subject> by{};  ///< nothing: every record
  std::string key{};            ///< as the register writes it
  bool only_acts = false;       ///< without texts
};

/// A part of the log, from `first` to `last` inclusive. It is also a reader's cursor: reading a page shortens it.
struct LogRange {
  Sequence first = 1;
  Sequence last = 0;

  bool empty() const { return first > last; }
};

/// The records of [since, until); where a time is missing, up to that end of the log.
Result<LogRange> log_range(const InspectionStore& store, std::optional<Instant> since, std::optional<Instant> until);

/// The precision of a local time as written: one second, or a minute if it has no seconds.
std::chrono::seconds precision_of(const std::string& local_time);

/// The rules that a record was decided by. Null if the register no longer has them or this version does not compile
/// them. `likely`: rules to try first; may be null.
Rules rules_of(const Register& store, const Record& record, const Rules& likely);

/// Borrows the register.
class History {
 public:
  History(const InspectionStore& store, HistoryFilter filter) : store_(store), filter_(std::move(filter)) {}

  /// Returns the wanted records of the next page, oldest first, and moves `range.first` past it. A page may have none;
  /// the end is reached when the range is empty.
  Result<std::vector<Record>> next(LogRange& range) const;
  /// Returns the wanted records of the last page, latest first, and moves `range.last` before it.
  Result<std::vector<Record>> previous(LogRange& range) const;

  /// The last `most` wanted records of a range, oldest first. Progress counts the records that were searched.
  Result<std::vector<Record>> last(LogRange range, std::size_t most, const OnProgress& on_progress) const;
  /// The last wanted text of a range. Progress counts the records that were searched.
  Result<std::optional<Record>> last_text(LogRange range, const OnProgress& on_progress) const;

 private:
  /// Records of one page.
  Sequence page_size() const;
  bool is_wanted(const Record& record) const;
  Result<std::vector<Record>> wanted(const LogRange& range) const;
  template <typename Take>
  Status search_backwards(LogRange range, const OnProgress& on_progress, Take take) const;

  const InspectionStore& store_;
  const HistoryFilter filter_;
};

}  // namespace permit
