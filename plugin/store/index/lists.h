// Who is on which list: one row per subject and list.
//
//   listing = 2:u8 kind:u8 since until? list subject by why     (store/format/archive.h)
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/history.h"
#include "store/index/row.h"
#include "store/lmdb/environment.h"

namespace permit {

std::string encode(const Listing& listing);
/// Returns nothing when the bytes are not exactly one whole listing of a known version.
std::optional<Listing> decode_listing(std::string_view bytes);

/// Returns the row of a listing.
IndexRow row_of(const Listing& listing);
std::string key_of(std::string_view list, Listing::Of of, std::string_view subject);
void put_listing(lmdb::WriteTransaction& transaction, const Listing& listing);
/// Returns whether there was such a listing.
bool erase_listing(lmdb::WriteTransaction& transaction, const ListingKey& key);

/// Returns the lists that the document or the phone is on at `now`, each once. An empty subject is on no list. Throws
/// Failure on a damaged row.
std::vector<std::string> find_lists(const lmdb::ReadTransaction& transaction, std::string_view document,
                                    std::string_view phone, Instant now);
/// Returns a subject's places on all lists, including expired ones. Throws Failure on a damaged row.
std::vector<Listing> find_listings_of(const lmdb::ReadTransaction& transaction, Listing::Of of,
                                      std::string_view subject);
/// Returns a subject's place on one list, including an expired one. Throws Failure on a damaged row.
std::optional<Listing> find_listing(const lmdb::ReadTransaction& transaction, const ListingKey& key);
/// Returns all places on one list, by subject, including expired ones. Throws Failure on a damaged row.
std::vector<Listing> find_listings(const lmdb::ReadTransaction& transaction, std::string_view list);

/// Walks all listings. Returns the keys of those that expired before `before`, at most `most`.
std::vector<std::string> find_expired(const lmdb::ReadTransaction& transaction, Instant before, std::size_t most);
/// Removes the listings with these keys that expired before `before`, until the transaction is long. Returns the number
/// removed.
std::size_t forget_listings(lmdb::WriteTransaction& transaction, std::span<const std::string> keys, Instant before);

}  // namespace permit
