// Removes data from the register, a few rows per transaction: by age, or at a person's request. Texts wait until a
// transaction ends.
//
//   meta texts = sequence:u64     raw texts up to this record were removed
#pragma once

#include <cstddef>
#include <span>

#include "core/admin_store.h"
#include "store/lmdb/environment.h"

namespace permit {

/// AdminStore::purge.
std::size_t purge(lmdb::WriteTransaction& transaction, Instant before, std::size_t most);
/// AdminStore::drop_raw_texts.
std::size_t drop_raw_texts(lmdb::WriteTransaction& transaction, Instant before, std::size_t most);
/// AdminStore::forget_standing.
std::size_t forget_standing(lmdb::WriteTransaction& transaction, std::span<const StandingPermit> permits);
/// AdminStore::forget_permits.
std::size_t forget_permits(lmdb::WriteTransaction& transaction, std::span<const Permit> permits);
/// AdminStore::erase.
std::size_t erase_person(lmdb::WriteTransaction& transaction, std::span<const Sequence> records);

}  // namespace permit
