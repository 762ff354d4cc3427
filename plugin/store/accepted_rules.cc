#include "store/accepted_rules.h"

#include <string>
#include <string_view>

#include "store/format/bytes.h"
#include "store/format/failure.h"
#include "store/format/keys.h"
#include "store/format/record_bytes.h"

namespace permit {
namespace {

using lmdb::Database;
using lmdb::ReadTransaction;
using lmdb::WriteTransaction;

constexpr const char* kMeta = "meta";
constexpr const char* kRules = "rules";
constexpr const char* kAccepted = "accepted";
constexpr const char* kRulesInForce = "rules";
constexpr const char* kChanges = "changes";

std::string_view bytes_of(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

void note_change(WriteTransaction& transaction, const Digest& hash, HostTime at) {
  const Database meta = transaction.at(kMeta);
  const std::optional<std::string_view> last = transaction.get(meta, kChanges);
  const std::optional<Sequence> number = last ? parse_sequence_key(*last) : Sequence{0};
  if (!number) throw damaged("the row `changes' of `meta'");
  const IndexRow row = row_of({at, hash}, *number + 1);
  transaction.append(transaction.at(kAccepted), row.key, row.value);
  transaction.put(meta, kChanges, row.key);
}

}  // namespace

IndexRow row_of(const AcceptedRules& accepted, std::uint64_t number) {
  IndexRow row{kAccepted, sequence_key(number), {}};
  ByteWriter out(row.value);
  out.u64(static_cast<std::uint64_t>(accepted.at.time_since_epoch().count()));
  out.fixed(accepted.hash);
  return row;
}

std::optional<AcceptedRules> decode_accepted(std::string_view row) {
  ByteReader in(row);
  AcceptedRules accepted;
  accepted.at = HostTime{std::chrono::milliseconds{static_cast<std::int64_t>(in.u64())}};
  in.fixed(accepted.hash);
  if (!in.complete()) return std::nullopt;
  return accepted;
}

std::vector<IndexRow> meta_rows(const Digest& hash, std::uint64_t changes) {
  return {{kMeta, kRulesInForce, std::string(bytes_of(hash))}, {kMeta, kChanges, sequence_key(changes)}};
}

std::optional<Database> accepted_database(const ReadTransaction& transaction) { return transaction.find(kAccepted); }

void create_rules(WriteTransaction& transaction) {
  transaction.create(kRules);
  transaction.create(kAccepted);
}

std::optional<Digest> accepted_hash(const ReadTransaction& transaction) {
  const std::optional<std::string_view> row = transaction.get(transaction.at(kMeta), kRulesInForce);
  if (!row) return std::nullopt;
  Digest hash{};
  ByteReader in(*row);
  in.fixed(hash);
  if (!in.complete()) throw damaged("the row `rules' of `meta'");
  return hash;
}

std::optional<RuleFiles> find_rules(const ReadTransaction& transaction, const Digest& hash) {
  const std::optional<std::string_view> row = transaction.get(transaction.at(kRules), bytes_of(hash));
  if (!row) return std::nullopt;
  if (std::optional<RuleFiles> rules = decode_rules(*row)) return rules;
  throw damaged("the text of the rules " + hex(hash));
}

std::vector<AcceptedRules> rules_history(const ReadTransaction& transaction) {
  std::vector<AcceptedRules> history;
  for (lmdb::Cursor row(transaction, transaction.at(kAccepted), {}); row.valid(); row.next())
    if (const auto accepted = decode_accepted(row.value())) {
      history.push_back(*accepted);
    } else {
      throw damaged("a row of `accepted'");
    }
  return history;
}

bool accept_rules(WriteTransaction& transaction, const Digest& hash, const RuleFiles& text, HostTime at) {
  const Database rules = transaction.at(kRules);
  if (!transaction.get(rules, bytes_of(hash))) transaction.put(rules, bytes_of(hash), encode(text));
  if (accepted_hash(transaction) == hash) return false;
  transaction.put(transaction.at(kMeta), kRulesInForce, bytes_of(hash));
  note_change(transaction, hash, at);
  return true;
}

}  // namespace permit
