// The log as it is in a transaction: entries in the order of commits, chained.
//
//   log row    = record (store/record_bytes.h) chain:32
//   meta head  = sequence:u64 decided:i64 chain:32     of the last entry
//   meta start = likewise                              what the first entry goes on from
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/record.h"
#include "store/lmdb.h"

namespace permit {

/// Where the log ends and its next entry goes on.
struct Head {
  Sequence sequence = 0;  ///< 0: the log is empty
  Instant decided = Instant::min();
  Digest chain{};

  friend bool operator==(const Head&, const Head&) = default;
};

/// Reads. Borrows the transaction. Throws Failure at a damaged row.
class Log {
 public:
  explicit Log(const lmdb::ReadTransaction& transaction);

  Head head() const;
  std::optional<Entry> find(Sequence sequence) const;
  /// At most `most` entries from `first` on.
  std::vector<Entry> slice(Sequence first, std::size_t most) const;

  /// Where following the chain begins.
  Head start() const;
  /// Follows the chain over at most `most` entries after `from` and returns where it is. Throws Failure at the first
  /// entry that is missing, damaged or does not fit, or when the log does not end at its head.
  Head follow(Head from, std::size_t most) const;

 private:
  Head meta_head(std::string_view key) const;

  const lmdb::ReadTransaction& transaction_;
  lmdb::Database meta_;
  lmdb::Database log_;
};

/// Appends. Borrows the transaction. What is appended counts once finish() was called and the transaction commits.
class LogWriter {
 public:
  /// Makes an empty log.
  static void create(lmdb::WriteTransaction& transaction);

  explicit LogWriter(lmdb::WriteTransaction& transaction);

  const Head& head() const { return head_; }
  Sequence append(const Entry& entry);
  void finish();

 private:
  lmdb::WriteTransaction& transaction_;
  lmdb::Database log_;
  Head head_;
  bool appended_ = false;
};

}  // namespace permit
