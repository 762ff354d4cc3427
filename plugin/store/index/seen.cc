#include "store/index/seen.h"

#include <string>
#include <vector>

#include "store/format/failure.h"
#include "store/format/keys.h"

namespace permit {
namespace {

constexpr std::string_view kSeen = "seen";
constexpr const char* kOther = "seen other";

// Written so that no clock value from outside can overflow it.
bool is_plausible(Instant sent, Instant decided) {
  return sent >= decided - kLongestTransit && sent <= decided + kLargestLead;
}

std::optional<Sequence> find_in(const lmdb::ReadTransaction& transaction, const std::string& name, const TextKey& key,
                                Sequence last_purged) {
  const std::optional<lmdb::Database> database = transaction.find(name);
  const std::optional<std::string_view> row = database ? transaction.get(*database, text_key(key)) : std::nullopt;
  if (!row) return std::nullopt;
  if (const std::optional<Sequence> sequence = parse_sequence_key(*row))
    return *sequence > last_purged ? sequence : std::nullopt;
  throw damaged("a row of `" + name + "'");
}

}  // namespace

std::optional<Sequence> find_seen(const lmdb::ReadTransaction& transaction, const TextKey& key, Sequence last_purged) {
  if (const auto sequence = find_in(transaction, day_name(kSeen, key.sent), key, last_purged)) return sequence;
  return find_in(transaction, kOther, key, last_purged);
}

IndexRow seen_row(const TextKey& key, Instant decided, Sequence sequence) {
  return {is_plausible(key.sent, decided) ? day_name(kSeen, key.sent) : kOther, text_key(key), sequence_key(sequence)};
}

void add_seen(lmdb::WriteTransaction& transaction, const TextKey& key, Instant decided, Sequence sequence) {
  const IndexRow row = seen_row(key, decided, sequence);
  transaction.put(transaction.create(row.database), row.key, row.value);
}

bool drop_a_day_of_seen(lmdb::WriteTransaction& transaction, Instant before) {
  const Instant first_kept = std::chrono::floor<std::chrono::days>(before) - kLongestTransit - std::chrono::days(1);
  const std::vector<std::string> days =
      transaction.names(day_name(kSeen, Instant::min()), day_name(kSeen, first_kept - std::chrono::days(1)));
  if (days.empty()) return false;
  transaction.drop(days.front());
  return true;
}

std::vector<std::string> find_purged_seen_other(const lmdb::ReadTransaction& transaction, Sequence last_purged,
                                                std::size_t most) {
  std::vector<std::string> keys;
  const std::optional<lmdb::Database> other = transaction.find(kOther);
  if (!other) return keys;
  for (lmdb::Cursor row(transaction, *other, {}); row.valid() && keys.size() < most; row.next())
    if (const auto sequence = parse_sequence_key(row.value()); sequence && *sequence <= last_purged)
      keys.emplace_back(row.key());
  return keys;
}

std::size_t forget_seen_other(lmdb::WriteTransaction& transaction, std::span<const std::string> keys,
                              Sequence last_purged) {
  const std::optional<lmdb::Database> other = transaction.find(kOther);
  std::size_t erased = 0;
  for (const std::string& key : keys) {
    if (!other || (erased > 0 && transaction.is_long())) break;
    const auto row = transaction.get(*other, key);
    const auto sequence = row ? parse_sequence_key(*row) : std::nullopt;
    if (sequence && *sequence <= last_purged && transaction.erase(*other, key)) ++erased;
  }
  return erased;
}

}  // namespace permit
