#include "store/retention.h"

#include <algorithm>
#include <string>
#include <vector>

#include "store/format/bytes.h"
#include "store/format/failure.h"
#include "store/format/keys.h"
#include "store/index/lists.h"
#include "store/index/permits.h"
#include "store/index/seen.h"
#include "store/index/standing.h"
#include "store/log.h"

namespace permit {
namespace {

using lmdb::ReadTransaction;
using lmdb::WriteTransaction;

constexpr const char* kMeta = "meta";
constexpr std::string_view kTexts = "texts";

Sequence texts_gone_to(const ReadTransaction& transaction) {
  const std::optional<std::string_view> row = transaction.get(transaction.at(kMeta), kTexts);
  if (!row) return 0;
  if (const std::optional<Sequence> sequence = parse_sequence_key(*row)) return *sequence;
  throw damaged("the row `texts' of `meta'");
}

/// Erases the rows of a record from the indexes.
void erase_from_indexes(WriteTransaction& transaction, const Record& record) {
  if (const Entry* entry = record.text()) {
    if (entry->outcome != Outcome::granted) return;
    if (const auto permit = find_permit(transaction, record.sequence, *entry)) erase_permit(transaction, *permit);
  } else if (const auto* entered = std::get_if<StandingEntered>(&std::get<AdminEvent>(record.event).what)) {
    erase_standing(transaction, entered->permit);
  }
}

/// Calls `remove`, which returns whether it removed anything, for each of `given` until the transaction is long.
template <typename Given, typename Remove>
Removal remove_each(const WriteTransaction& transaction, std::span<const Given> given, Remove remove) {
  Removal removal;
  for (const Given& each : given) {
    if (removal.passed > 0 && transaction.is_long()) break;
    ++removal.passed;
    if (remove(each)) ++removal.removed;
  }
  return removal;
}

}  // namespace

std::size_t purge(WriteTransaction& transaction, Instant before, std::size_t most) {
  LogWriter log(transaction);
  if (const std::size_t records = log.forget(before, most); records > 0) return records;
  return drop_a_permit_index(transaction, before) || drop_a_day_of_seen(transaction, before) ? 1 : 0;
}

OldRows find_old_rows(const ReadTransaction& transaction, Instant before, std::size_t most) {
  return {find_purged_seen_other(transaction, Log(transaction).start().sequence, most),
          find_expired(transaction, before, most)};
}

std::size_t purge(WriteTransaction& transaction, const OldRows& rows, Instant before) {
  const std::size_t seen = forget_seen_other(transaction, rows.seen, Log(transaction).start().sequence);
  return seen > 0 ? seen : forget_listings(transaction, rows.listings, before);
}

std::size_t drop_raw_texts(WriteTransaction& transaction, Instant before, std::size_t most) {
  const Sequence gone = std::max(texts_gone_to(transaction), Log(transaction).start().sequence);
  std::vector<Record> records = Log(transaction).slice(gone + 1, most);
  std::erase_if(records, [&](const Record& record) { return record.at >= before; });
  if (records.empty()) return 0;
  LogWriter log(transaction);
  std::size_t passed = 0;
  do log.erase(records[passed].sequence, {.personal = false, .raw = true});
  while (++passed < records.size() && !transaction.is_long());
  transaction.put(transaction.at(kMeta), kTexts, sequence_key(records[passed - 1].sequence));
  return passed;
}

Removal forget_standing(WriteTransaction& transaction, std::span<const StandingPermit> permits) {
  return remove_each(transaction, permits, [&](const StandingPermit& permit) {
    const std::vector<StandingPermit> own = find_standing(transaction, permit.holder);
    const auto is_replaced = [&](const StandingPermit& other) { return permit.replaces == other.sequence; };
    const bool is_stored = std::find(own.begin(), own.end(), permit) != own.end();
    if (!is_stored || std::any_of(own.begin(), own.end(), is_replaced)) return false;
    erase_standing(transaction, permit);
    return true;
  });
}

Removal forget_permits(WriteTransaction& transaction, std::span<const Permit> permits) {
  return remove_each(transaction, permits, [&](const Permit& permit) {
    if (!is_indexed(transaction, permit)) return false;
    erase_permit(transaction, permit);
    return true;
  });
}

Removal erase_person(WriteTransaction& transaction, std::span<const Sequence> records) {
  LogWriter log(transaction);
  return remove_each(transaction, records, [&](Sequence sequence) {
    const std::optional<Record> record = Log(transaction).find(sequence);
    if (!record) return false;
    erase_from_indexes(transaction, *record);
    return log.erase(sequence, {.personal = true, .raw = true});
  });
}

}  // namespace permit
