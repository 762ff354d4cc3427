// Administrative acts inside a transaction: each changes its rows and writes its record into the log.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "core/admin_store.h"
#include "store/lmdb/environment.h"

namespace permit {

/// Writes an act into the log and returns its sequence.
Sequence note(lmdb::WriteTransaction& transaction, Instant now, AdminEvent act);

/// AdminStore::put_on_lists.
std::size_t list(lmdb::WriteTransaction& transaction, std::span<const Listing> listings);

/// AdminStore::enter.
EnterResult enter(lmdb::WriteTransaction& transaction, const StandingPermit& permit, const Actor& actor, Instant now);
/// AdminStore::change_end.
std::optional<EndChanged> change_end(lmdb::WriteTransaction& transaction, Sequence permit, std::string_view holder,
                                     const NewEnd& end, const Actor& actor, Instant now);

/// AdminStore::stage.
StageResult stage(lmdb::WriteTransaction& transaction, const Import& import, std::span<const StandingPermit> permits,
                  Instant now);
/// AdminStore::publish_import. REQUIRES: it is staged.
void publish(lmdb::WriteTransaction& transaction, Sequence import, std::uint64_t rows, Instant now);
/// AdminStore::drop_import. REQUIRES: it is staged.
bool drop(lmdb::WriteTransaction& transaction, Sequence import, std::size_t most, Instant now);

}  // namespace permit
