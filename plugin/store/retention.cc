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

}  // namespace

std::size_t purge(WriteTransaction& transaction, Instant before, std::size_t most) {
  LogWriter log(transaction);
  if (const std::size_t records = log.forget(before, most); records > 0) return records;
  if (drop_a_permit_index(transaction, before) || drop_a_day_of_seen(transaction, before)) return 1;
  if (const std::size_t seen = forget_seen_other(transaction, Log(transaction).start().sequence, most); seen > 0)
    return seen;
  return forget_listings(transaction, before, most);
}

std::size_t drop_raw_texts(WriteTransaction& transaction, Instant before, std::size_t most) {
  const Sequence gone = std::max(texts_gone_to(transaction), Log(transaction).start().sequence);
  std::vector<Record> records = Log(transaction).slice(gone + 1, most);
  std::erase_if(records, [&](const Record& record) { return record.at >= before; });
  if (records.empty()) return 0;
  LogWriter log(transaction);
  for (const Record& record : records) log.erase(record.sequence, {.personal = false, .raw = true});
  transaction.put(transaction.at(kMeta), kTexts, sequence_key(records.back().sequence));
  return records.size();
}

std::size_t forget_standing(WriteTransaction& transaction, std::span<const StandingPermit> permits) {
  std::size_t forgotten = 0;
  for (const StandingPermit& permit : permits) {
    const std::vector<StandingPermit> own = find_standing(transaction, permit.holder);
    const auto is_replaced = [&](const StandingPermit& other) { return permit.replaces == other.sequence; };
    const bool is_stored = std::find(own.begin(), own.end(), permit) != own.end();
    if (!is_stored || std::any_of(own.begin(), own.end(), is_replaced)) continue;
    erase_standing(transaction, permit);
    ++forgotten;
  }
  return forgotten;
}

std::size_t forget_permits(WriteTransaction& transaction, std::span<const Permit> permits) {
  std::size_t forgotten = 0;
  for (const Permit& permit : permits) {
    if (!is_indexed(transaction, permit)) continue;
    erase_permit(transaction, permit);
    ++forgotten;
  }
  return forgotten;
}

std::size_t erase_person(WriteTransaction& transaction, std::span<const Sequence> records) {
  LogWriter log(transaction);
  std::size_t erased = 0;
  for (const Sequence sequence : records) {
    const std::optional<Record> record = Log(transaction).find(sequence);
    if (!record) continue;
    erase_from_indexes(transaction, *record);
    if (log.erase(sequence, {.personal = true, .raw = true})) ++erased;
  }
  return erased;
}

}  // namespace permit
