#include "store/index/lists.h"

#include <algorithm>

#include "store/format/archive.h"
#include "store/format/failure.h"
#include "store/format/keys.h"

namespace permit {
namespace {

constexpr std::uint8_t kVersion = 2;
constexpr const char* kLists = "lists";

template <typename Archive, typename Whole>
void members(Archive& archive, Whole& listing) {
  archive.choice(listing.of, Listing::Of::document, Listing::Of::phone);
  archive(listing.since);
  archive(listing.until);
  archive(listing.list);
  archive(listing.subject);
  archive(listing.by);
  archive(listing.why);
}

Listing read_row(std::string_view row) {
  if (std::optional<Listing> listing = decode_listing(row)) return *std::move(listing);
  throw damaged("a row of `lists'");
}

bool is_expired(std::string_view row, Instant before) {
  const Listing listing = read_row(row);
  return listing.until && *listing.until < before;
}

void add_lists(const lmdb::ReadTransaction& transaction, Listing::Of of, std::string_view subject, Instant now,
               std::vector<std::string>& lists) {
  for (Listing& listing : find_listings_of(transaction, of, subject)) {
    if (!listing.holds(now)) continue;
    if (std::find(lists.begin(), lists.end(), listing.list) == lists.end()) lists.push_back(std::move(listing.list));
  }
}

}  // namespace

std::string encode(const Listing& listing) {
  std::string bytes;
  OutArchive out(bytes);
  out(kVersion);
  members(out, listing);
  return bytes;
}

std::optional<Listing> decode_listing(std::string_view bytes) {
  InArchive in(bytes);
  std::uint8_t version = 0;
  in(version);
  Listing listing;
  members(in, listing);
  if (version != kVersion || !in.complete()) return std::nullopt;
  return listing;
}

std::string key_of(std::string_view list, Listing::Of of, std::string_view subject) {
  return listing_prefix(of, subject).append(list);
}

IndexRow row_of(const Listing& listing) {
  return {kLists, key_of(listing.list, listing.of, listing.subject), encode(listing)};
}

void put_listing(lmdb::WriteTransaction& transaction, const Listing& listing) {
  const IndexRow row = row_of(listing);
  transaction.put(transaction.create(row.database), row.key, row.value);
}

bool erase_listing(lmdb::WriteTransaction& transaction, const ListingKey& key) {
  const std::optional<lmdb::Database> database = transaction.find(kLists);
  return database && transaction.erase(*database, key_of(key.list, key.of, key.subject));
}

std::vector<std::string> find_lists(const lmdb::ReadTransaction& transaction, std::string_view document,
                                    std::string_view phone, Instant now) {
  std::vector<std::string> lists;
  add_lists(transaction, Listing::Of::document, document, now, lists);
  add_lists(transaction, Listing::Of::phone, phone, now, lists);
  return lists;
}

std::vector<Listing> find_listings_of(const lmdb::ReadTransaction& transaction, Listing::Of of,
                                      std::string_view subject) {
  std::vector<Listing> listings;
  const std::optional<lmdb::Database> database = subject.empty() ? std::nullopt : transaction.find(kLists);
  if (!database) return listings;
  const std::string prefix = listing_prefix(of, subject);
  for (lmdb::Cursor row(transaction, *database, prefix); row.valid() && row.key().starts_with(prefix); row.next())
    if (Listing listing = read_row(row.value()); listing.subject == subject) listings.push_back(std::move(listing));
  return listings;
}

std::optional<Listing> find_listing(const lmdb::ReadTransaction& transaction, const ListingKey& key) {
  const std::optional<lmdb::Database> database = transaction.find(kLists);
  const auto row = database ? transaction.get(*database, key_of(key.list, key.of, key.subject)) : std::nullopt;
  if (!row) return std::nullopt;
  return read_row(*row);
}

std::vector<Listing> find_listings(const lmdb::ReadTransaction& transaction, std::string_view list) {
  std::vector<Listing> listings;
  const std::optional<lmdb::Database> database = transaction.find(kLists);
  if (!database) return listings;
  for (lmdb::Cursor row(transaction, *database, {}); row.valid(); row.next()) {
    Listing listing = read_row(row.value());
    if (listing.list == list) listings.push_back(std::move(listing));
  }
  return listings;
}

std::vector<std::string> find_expired(const lmdb::ReadTransaction& transaction, Instant before, std::size_t most) {
  std::vector<std::string> keys;
  const std::optional<lmdb::Database> database = transaction.find(kLists);
  if (!database) return keys;
  for (lmdb::Cursor row(transaction, *database, {}); row.valid() && keys.size() < most; row.next())
    if (is_expired(row.value(), before)) keys.emplace_back(row.key());
  return keys;
}

std::size_t forget_listings(lmdb::WriteTransaction& transaction, std::span<const std::string> keys, Instant before) {
  const std::optional<lmdb::Database> database = transaction.find(kLists);
  std::size_t erased = 0;
  for (const std::string& key : keys) {
    if (!database || (erased > 0 && transaction.is_long())) break;
    const auto row = transaction.get(*database, key);
    if (row && is_expired(*row, before) && transaction.erase(*database, key)) ++erased;
  }
  return erased;
}

}  // namespace permit
