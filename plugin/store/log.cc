#include "store/log.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include "store/format/bytes.h"
#include "store/format/chain.h"
#include "store/format/failure.h"
#include "store/format/keys.h"
#include "store/format/record_bytes.h"
#include "store/format/seal.h"

namespace permit {
namespace {

constexpr const char* kMeta = "meta";
constexpr const char* kLog = "log";
constexpr std::string_view kHead = "head";
constexpr std::string_view kStart = "start";

Failure bad_record(Sequence sequence, const char* how) {
  return {0, "record " + std::to_string(sequence) + " of the log " + how + ". " + kRestoreBackup};
}

LogRow split(Sequence sequence, std::string_view bytes) {
  if (const std::optional<LogRow> row = split_log_row(bytes)) return *row;
  throw bad_record(sequence, "is damaged");
}

Record decode(Sequence sequence, const LogRow& row) {
  if (std::optional<Record> record = decode_record(sequence, row.open, row.personal.bytes, row.raw.bytes))
    return *std::move(record);
  throw bad_record(sequence, "is damaged");
}

Sequence sequence_of(std::string_view key) {
  if (const std::optional<Sequence> sequence = parse_sequence_key(key)) return *sequence;
  throw damaged("a key of the log");
}

Instant decided_after(const Record& record, Instant before) { return record.text() ? record.at : before; }

}  // namespace

Log::Log(const lmdb::ReadTransaction& transaction)
    : transaction_(transaction), meta_(transaction.at(kMeta)), log_(transaction.at(kLog)) {}

Head Log::meta_head(std::string_view key) const {
  const std::optional<std::string_view> value = transaction_.get(meta_, key);
  const std::optional<Head> head = value ? decode_head(*value) : std::nullopt;
  if (!head) throw Failure(0, "the row `" + std::string(key) + "' of `meta' is missing or damaged. " + kRestoreBackup);
  return *head;
}

Head Log::head() const { return meta_head(kHead); }
Head Log::start() const { return meta_head(kStart); }

std::optional<Record> Log::find(Sequence sequence) const {
  const std::optional<std::string_view> value = transaction_.get(log_, sequence_key(sequence));
  if (!value) return std::nullopt;
  return decode(sequence, split(sequence, *value));
}

std::vector<Record> Log::slice(Sequence first, std::size_t most) const {
  std::vector<Record> records;
  lmdb::Cursor row(transaction_, log_, sequence_key(first));
  for (; row.valid() && records.size() < most; row.next()) {
    const Sequence sequence = sequence_of(row.key());
    records.push_back(decode(sequence, split(sequence, row.value())));
  }
  return records;
}

std::vector<Record> Log::mentioning(std::string_view what, Sequence first, Sequence last) const {
  std::vector<Record> records;
  for (lmdb::Cursor row(transaction_, log_, sequence_key(first)); row.valid(); row.next()) {
    const Sequence sequence = sequence_of(row.key());
    if (sequence > last) break;
    const std::string_view bytes = row.value();
    if (memmem(bytes.data(), bytes.size(), what.data(), what.size()) == nullptr) continue;
    records.push_back(decode(sequence, split(sequence, bytes)));
  }
  return records;
}

Sequence Log::first_at(Instant instant) const {
  Sequence before = start().sequence;  // this record and earlier ones may be gone
  Sequence at = head().sequence + 1;
  while (at - before > 1) {
    const Sequence middle = before + (at - before) / 2;
    const std::optional<Record> record = find(middle);
    if (!record) throw bad_record(middle, "is missing");
    (record->at < instant ? before : at) = middle;
  }
  return at;
}

Followed Log::follow(Head from, std::size_t most) const {
  Followed followed;
  lmdb::Cursor at(transaction_, log_, sequence_key(from.sequence + 1));
  for (; at.valid() && most > 0; at.next(), --most) {
    const Sequence sequence = from.sequence + 1;
    if (at.key() != sequence_key(sequence)) throw bad_record(sequence, "is missing");
    const LogRow row = split(sequence, at.value());
    const Record record = decode(sequence, row);
    if (chain(from.chain, sequence, row.link()) != row.chain)
      throw bad_record(sequence, "does not fit the hash chain: it was changed, or replaced by another");
    followed.erased += record.erased.personal || record.erased.raw ? 1 : 0;
    from = {.sequence = sequence, .decided = decided_after(record, from.decided), .chain = row.chain};
  }
  if (!at.valid() && from != head())
    throw Failure(0, "the log ends at record " + std::to_string(from.sequence) + ", which is not its recorded end. " +
                         kRestoreBackup);
  followed.to = from;
  return followed;
}

void LogWriter::create(lmdb::WriteTransaction& transaction) {
  const lmdb::Database meta = transaction.create(kMeta);
  transaction.put(meta, kStart, encode(Head{}));
  transaction.put(meta, kHead, encode(Head{}));
  transaction.create(kLog);
}

LogWriter::LogWriter(lmdb::WriteTransaction& transaction)
    : transaction_(transaction), log_(transaction.at(kLog)), head_(Log(transaction).head()) {}

void LogWriter::append(const Record& record) {
  assert(record.sequence == next());
  const RecordParts parts = permit::encode(record);
  std::string row;
  row.reserve(parts.open.size() + parts.personal.size() + parts.raw.size() + 128);
  ByteWriter out(row);
  out.text(parts.open);
  ChainLink link{.open = parts.open};
  link.personal = write_sealed(out, parts.personal, salts_);
  link.raw = write_sealed(out, parts.raw, salts_);
  head_ = {.sequence = record.sequence,
           .decided = decided_after(record, head_.decided),
           .chain = chain(head_.chain, record.sequence, link)};
  out.fixed(head_.chain);
  transaction_.append(log_, sequence_key(head_.sequence), row);
  appended_ = true;
}

void LogWriter::append(Instant now, const Digest& rules, AdminEvent act) {
  append(Record{.sequence = next(), .at = std::max(now, head_.decided), .rules = rules, .event = std::move(act)});
}

std::size_t LogWriter::forget(Instant before, std::size_t most) {
  Head start = Log(transaction_).start();
  std::vector<Sequence> forgotten;
  for (lmdb::Cursor at(transaction_, log_, sequence_key(start.sequence + 1)); at.valid() && forgotten.size() < most;
       at.next()) {
    if (!forgotten.empty() && transaction_.is_long()) break;
    const Sequence sequence = sequence_of(at.key());
    const LogRow row = split(sequence, at.value());
    const Record record = decode(sequence, row);
    if (record.at >= before) break;
    start = {.sequence = sequence, .decided = decided_after(record, start.decided), .chain = row.chain};
    forgotten.push_back(sequence);
  }
  for (const Sequence sequence : forgotten) transaction_.erase(log_, sequence_key(sequence));
  if (!forgotten.empty()) transaction_.put(transaction_.at(kMeta), kStart, encode(start));
  return forgotten.size();
}

bool LogWriter::erase(Sequence sequence, const Erased& parts) {
  const std::optional<std::string_view> value = transaction_.get(log_, sequence_key(sequence));
  if (!value) return false;
  const LogRow row = split(sequence, *value);
  const std::string rest = write_log_row(row, parts);
  if (rest == *value) return false;
  transaction_.put(log_, sequence_key(sequence), rest);
  return true;
}

void LogWriter::finish() {
  if (appended_) transaction_.put(transaction_.at(kMeta), kHead, encode(head_));
}

}  // namespace permit
