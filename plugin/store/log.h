// The log inside a transaction: records in the order of commits, chained.
//
//   meta head  = head     where the log ends                           (store/format/log_row.h)
//   meta start = head     the head before the first record
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/history.h"
#include "store/format/log_row.h"
#include "store/format/seal.h"
#include "store/lmdb/environment.h"

namespace permit {

/// Reads the log. Borrows the transaction. Throws Failure on a damaged row.
class Log {
 public:
  explicit Log(const lmdb::ReadTransaction& transaction);

  Head head() const;
  std::optional<Record> find(Sequence sequence) const;
  /// Returns at most `most` records from `first` on.
  std::vector<Record> slice(Sequence first, std::size_t most) const;

  /// Returns those of the records `first` to `last` whose bytes on disk contain `what`: those that name it, and few
  /// others. Skips most without decoding them.
  std::vector<Record> mentioning(std::string_view what, Sequence first, Sequence last) const;
  /// Returns the first record that is not earlier than `instant`, or one past the last.
  Sequence first_at(Instant instant) const;

  /// Where the chain begins.
  Head start() const;
  /// Follows the chain over at most `most` records after `from`. Throws Failure on the first record that is missing,
  /// damaged or does not fit, or when the log does not end at its head.
  Followed follow(Head from, std::size_t most) const;

 private:
  Head meta_head(std::string_view key) const;

  const lmdb::ReadTransaction& transaction_;
  lmdb::Database meta_;
  lmdb::Database log_;
};

/// Appends records and removes them. Borrows the transaction. Appended records are in the log after finish() and the
/// transaction's commit.
class LogWriter {
 public:
  /// Creates an empty log.
  static void create(lmdb::WriteTransaction& transaction);

  explicit LogWriter(lmdb::WriteTransaction& transaction);

  const Head& head() const { return head_; }
  Sequence next() const { return head_.sequence + 1; }
  /// REQUIRES: its sequence is next(), and no text is decided before head().
  void append(const Record& record);
  /// Appends an act under `rules`, dated `now`, or like head() if the clock was set back to before that.
  void append(Instant now, const Digest& rules, AdminEvent act);
  void finish();

  /// Removes records from the start of the log that are earlier than `before`, at most `most`. Returns the number
  /// removed. The chain then begins after them.
  std::size_t forget(Instant before, std::size_t most);
  /// Erases parts of a record permanently. Returns whether they were not empty.
  bool erase(Sequence sequence, const Erased& parts);

 private:
  lmdb::WriteTransaction& transaction_;
  lmdb::Database log_;
  Head head_;
  Salts salts_;
  bool appended_ = false;
};

}  // namespace permit
