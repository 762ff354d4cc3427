// The log as it is in a transaction: records in the order of commits, chained.
//
//   meta head  = head     where the log ends                           (store/format/log_row.h)
//   meta start = head     what the first record goes on from
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

/// Reads. Borrows the transaction. Throws Failure at a damaged row.
class Log {
 public:
  explicit Log(const lmdb::ReadTransaction& transaction);

  Head head() const;
  std::optional<Record> find(Sequence sequence) const;
  /// At most `most` records from `first` on.
  std::vector<Record> slice(Sequence first, std::size_t most) const;

  /// Of the records `first` to `last` those in whose bytes, as they stand in the row, `what` occurs: those that name a
  /// document, and few others. Most are not even decoded.
  std::vector<Record> holding(std::string_view what, Sequence first, Sequence last) const;
  /// The first record not earlier than `instant`; past the last when there is none.
  Sequence first_at(Instant instant) const;

  /// Where following the chain begins.
  Head start() const;
  /// Follows the chain over at most `most` records after `from`. Throws Failure at the first record that is missing,
  /// damaged or does not fit, or when the log does not end at its head.
  Followed follow(Head from, std::size_t most) const;

 private:
  Head meta_head(std::string_view key) const;

  const lmdb::ReadTransaction& transaction_;
  lmdb::Database meta_;
  lmdb::Database log_;
};

/// Appends, and forgets. Borrows the transaction. What is appended counts once finish() was called and the transaction
/// commits.
class LogWriter {
 public:
  /// Makes an empty log.
  static void create(lmdb::WriteTransaction& transaction);

  explicit LogWriter(lmdb::WriteTransaction& transaction);

  const Head& head() const { return head_; }
  Sequence next() const { return head_.sequence + 1; }
  /// REQUIRES: its sequence is next(), and no text is decided before head().
  void append(const Record& record);
  /// An act under `rules` at `now`, or with the last text if the clock has stepped back behind it.
  void append(Instant now, const Digest& rules, AdminEvent act);
  void finish();

  /// Drops the first records, those before `before`, at most `most`. How many. What is left goes on from there.
  std::size_t forget(Instant before, std::size_t most);
  /// Takes parts out of a record, for good. Whether anything was in them.
  bool erase(Sequence sequence, const Erased& parts);

 private:
  lmdb::WriteTransaction& transaction_;
  lmdb::Database log_;
  Head head_;
  Salts salts_;
  bool appended_ = false;
};

}  // namespace permit
