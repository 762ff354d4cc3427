// Who stands on which list, one row for each of them.
//
//   listing = 2:u8 of:u8 since until? list subject by why     (store/format/archive.h)
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/history.h"
#include "store/index/row.h"
#include "store/lmdb/environment.h"

namespace permit {

std::string encode(const Listing& listing);
/// Nothing when the bytes are not exactly one whole listing of a known version.
std::optional<Listing> decode_listing(std::string_view bytes);

/// Where a listing stands.
IndexRow row_of(const Listing& listing);
std::string key_of(std::string_view list, Listing::Of of, std::string_view subject);
void put_listing(lmdb::WriteTransaction& transaction, const Listing& listing);
/// Whether there was one.
bool erase_listing(lmdb::WriteTransaction& transaction, const Unlisted& who);

/// The lists on which either stands at `now`, each once; an empty one stands on none. Throws Failure at a damaged row.
std::vector<std::string> find_lists(const lmdb::ReadTransaction& transaction, std::string_view document,
                                    std::string_view phone, Instant now);
/// Somebody's places on all lists, also those whose time is over. Likewise.
std::vector<Listing> find_listings_of(const lmdb::ReadTransaction& transaction, Listing::Of of,
                                      std::string_view subject);
/// Somebody's place on one list, also when its time is over. Likewise.
std::optional<Listing> find_listing(const lmdb::ReadTransaction& transaction, const Unlisted& who);
/// Those of one list, by subject; also those whose time is over. Likewise.
std::vector<Listing> find_listings(const lmdb::ReadTransaction& transaction, std::string_view list);

/// Forgets those whose time was over before `before`, at most `most`. How many.
std::size_t forget_listings(lmdb::WriteTransaction& transaction, Instant before, std::size_t most);

}  // namespace permit
