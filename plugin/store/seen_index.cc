#include "store/seen_index.h"

#include <string>

#include "store/failure.h"
#include "store/keys.h"

namespace permit {
namespace {

constexpr std::string_view kSeen = "seen";
constexpr const char* kOther = "seen other";

// Compared the way round that cannot overflow, whatever a stranger's clock says.
bool is_plausible(Instant sent, Instant decided) {
  return sent >= decided - kLongestDelay && sent <= decided + kLargestLead;
}

std::optional<Sequence> find_in(const lmdb::ReadTransaction& transaction, const std::string& name, const TextKey& key) {
  const std::optional<lmdb::Database> database = transaction.find(name);
  const std::optional<std::string_view> row = database ? transaction.get(*database, text_key(key)) : std::nullopt;
  if (!row) return std::nullopt;
  if (const std::optional<Sequence> sequence = parse_sequence_key(*row)) return sequence;
  throw Failure(0, "a row of `" + name + "' is damaged. Put back a copy.");
}

}  // namespace

std::optional<Sequence> find_seen(const lmdb::ReadTransaction& transaction, const TextKey& key) {
  if (const std::optional<Sequence> sequence = find_in(transaction, day_name(kSeen, key.sent), key)) return sequence;
  return find_in(transaction, kOther, key);
}

void add_seen(lmdb::WriteTransaction& transaction, const TextKey& key, Instant decided, Sequence sequence) {
  const std::string name = is_plausible(key.sent, decided) ? day_name(kSeen, key.sent) : kOther;
  transaction.put(transaction.create(name), text_key(key), sequence_key(sequence));
}

}  // namespace permit
