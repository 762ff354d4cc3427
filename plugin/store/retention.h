// Removes data from the register, a few rows per transaction: by age, or at a person's request. Texts wait until a
// transaction ends.
//
//   meta texts = sequence:u64     raw texts up to this record were removed
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/admin_store.h"
#include "store/lmdb/environment.h"

namespace permit {

/// AdminStore::purge, without the rows that find_old_rows() finds.
std::size_t purge(lmdb::WriteTransaction& transaction, Instant before, std::size_t most);
/// Keys of rows in indexes: texts in `seen other` whose record was purged, and expired listings.
struct OldRows {
  std::vector<std::string> seen;
  std::vector<std::string> listings;
};
/// Walks whole indexes, which takes too long for a write transaction. At most `most` keys of each.
OldRows find_old_rows(const lmdb::ReadTransaction& transaction, Instant before, std::size_t most);
/// Removes those of the rows that are still old, until the transaction is long. Returns the number removed.
std::size_t purge(lmdb::WriteTransaction& transaction, const OldRows& rows, Instant before);
/// AdminStore::drop_raw_texts.
std::size_t drop_raw_texts(lmdb::WriteTransaction& transaction, Instant before, std::size_t most);
/// AdminStore::forget_standing.
Removal forget_standing(lmdb::WriteTransaction& transaction, std::span<const StandingPermit> permits);
/// AdminStore::forget_permits.
Removal forget_permits(lmdb::WriteTransaction& transaction, std::span<const Permit> permits);
/// AdminStore::erase.
Removal erase_person(lmdb::WriteTransaction& transaction, std::span<const Sequence> records);

}  // namespace permit
