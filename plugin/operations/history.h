// The register's history, page by page: the records that somebody asks for.
//
// Each page is one short transaction. Neither the length of the log nor a slow reader costs memory or holds up the
// writer.
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
bool names(const Record& record, Subject by, const std::string& key);

/// Which records are wanted.
struct HistoryFilter {
  std::optional<Subject> by{};  ///< nothing: every record
  std::string key{};            ///< as the register writes it
  bool only_acts = false;       ///< without texts
};

/// A part of the log, `first` and `last` included. It is also a reader's cursor: each page that is read shortens it.
struct LogRange {
  Sequence first = 1;
  Sequence last = 0;

  bool empty() const { return first > last; }
};

/// The records of [since, until); without a time up to the end of the log on that side.
Result<LogRange> log_range(const InspectionStore& store, std::optional<Instant> since, std::optional<Instant> until);

/// How long the time lasts that a local time names: one second, or the minute where it has no seconds.
std::chrono::seconds named_span(const std::string& local_time);

/// The rules that a record was decided by. Null when the register does not have them any more, or this version does not
/// compile them. `likely`: rules that are tried first; may be null.
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
  Sequence page() const;
  bool is_wanted(const Record& record) const;
  Result<std::vector<Record>> wanted(const LogRange& range) const;
  template <typename Take>
  Status search_backwards(LogRange range, const OnProgress& on_progress, Take take) const;

  const InspectionStore& store_;
  const HistoryFilter filter_;
};

}  // namespace permit
