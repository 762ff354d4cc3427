#include "store/log.h"

#include <string>
#include <string_view>

#include "store/bytes.h"
#include "store/chain.h"
#include "store/failure.h"
#include "store/keys.h"
#include "store/record_bytes.h"

namespace permit {
namespace {

constexpr const char* kMeta = "meta";
constexpr const char* kLog = "log";
constexpr std::string_view kHead = "head";
constexpr std::string_view kStart = "start";

std::string encode(const Head& head) {
  std::string bytes;
  ByteWriter out(bytes);
  out.u64(head.sequence);
  out.instant(head.decided);
  out.fixed(head.chain);
  return bytes;
}

std::optional<Head> decode_head(std::string_view bytes) {
  ByteReader in(bytes);
  Head head;
  head.sequence = in.u64();
  head.decided = in.instant();
  in.fixed(head.chain);
  if (!in.complete()) return std::nullopt;
  return head;
}

/// A row of the log, taken apart. Points into the row.
struct Row {
  std::string_view record;
  Digest chain{};
};

Failure damaged(Sequence sequence, const char* how) {
  return {0, "entry " + std::to_string(sequence) + " of the log " + how + ". Put back a copy."};
}

Row split(Sequence sequence, std::string_view value) {
  Row row;
  if (value.size() < row.chain.size()) throw damaged(sequence, "is damaged");
  row.record = value.substr(0, value.size() - row.chain.size());
  ByteReader(value.substr(row.record.size())).fixed(row.chain);
  return row;
}

Entry decode(Sequence sequence, std::string_view value) {
  if (std::optional<Entry> entry = decode_entry(split(sequence, value).record)) return *std::move(entry);
  throw damaged(sequence, "is damaged");
}

}  // namespace

Log::Log(const lmdb::ReadTransaction& transaction)
    : transaction_(transaction), meta_(transaction.at(kMeta)), log_(transaction.at(kLog)) {}

Head Log::meta_head(std::string_view key) const {
  const std::optional<std::string_view> value = transaction_.get(meta_, key);
  const std::optional<Head> head = value ? decode_head(*value) : std::nullopt;
  if (!head) throw Failure(0, "its meta `" + std::string(key) + "' is missing or damaged. Put back a copy.");
  return *head;
}

Head Log::head() const { return meta_head(kHead); }
Head Log::start() const { return meta_head(kStart); }

std::optional<Entry> Log::find(Sequence sequence) const {
  const std::optional<std::string_view> value = transaction_.get(log_, sequence_key(sequence));
  if (!value) return std::nullopt;
  return decode(sequence, *value);
}

std::vector<Entry> Log::slice(Sequence first, std::size_t most) const {
  std::vector<Entry> entries;
  lmdb::Cursor row(transaction_, log_, sequence_key(first));
  for (; row.valid() && entries.size() < most; row.next())
    entries.push_back(decode(first + entries.size(), row.value()));
  return entries;
}

Head Log::follow(Head from, std::size_t most) const {
  lmdb::Cursor at(transaction_, log_, sequence_key(from.sequence + 1));
  for (; at.valid() && most > 0; at.next(), --most) {
    const Sequence sequence = from.sequence + 1;
    if (at.key() != sequence_key(sequence)) throw damaged(sequence, "is missing");
    const Row row = split(sequence, at.value());
    const std::optional<Entry> entry = decode_entry(row.record);
    if (!entry) throw damaged(sequence, "is damaged");
    if (chain(from.chain, sequence, row.record) != row.chain)
      throw damaged(sequence, "does not fit the hash chain: it or the one before was changed");
    from = {.sequence = sequence, .decided = entry->decided, .chain = row.chain};
  }
  if (!at.valid() && from != head())
    throw Failure(0, "the log ends at entry " + std::to_string(from.sequence) +
                         ", which is not its recorded end. Put back a copy.");
  return from;
}

void LogWriter::create(lmdb::WriteTransaction& transaction) {
  const lmdb::Database meta = transaction.create(kMeta);
  transaction.put(meta, kStart, encode(Head{}));
  transaction.put(meta, kHead, encode(Head{}));
  transaction.create(kLog);
}

LogWriter::LogWriter(lmdb::WriteTransaction& transaction)
    : transaction_(transaction), log_(transaction.at(kLog)), head_(Log(transaction).head()) {}

Sequence LogWriter::append(const Entry& entry) {
  std::string row = permit::encode(entry);
  head_ = {
      .sequence = head_.sequence + 1, .decided = entry.decided, .chain = chain(head_.chain, head_.sequence + 1, row)};
  ByteWriter(row).fixed(head_.chain);
  transaction_.append(log_, sequence_key(head_.sequence), row);
  appended_ = true;
  return head_.sequence;
}

void LogWriter::finish() {
  if (appended_) transaction_.put(transaction_.at(kMeta), kHead, encode(head_));
}

}  // namespace permit
