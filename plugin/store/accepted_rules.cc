#include "store/accepted_rules.h"

#include <string>
#include <string_view>

#include "store/bytes.h"
#include "store/failure.h"
#include "store/keys.h"
#include "store/record_bytes.h"

namespace permit {
namespace {

using lmdb::Database;
using lmdb::ReadTransaction;
using lmdb::WriteTransaction;

constexpr const char* kMeta = "meta";
constexpr const char* kRules = "rules";
constexpr const char* kAccepted = "accepted";
constexpr std::string_view kRulesInForce = "rules";
constexpr std::string_view kChanges = "changes";

std::string_view bytes_of(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

Failure damaged(const std::string& what) { return {0, what + " is damaged. Put back a copy."}; }

void note_change(WriteTransaction& transaction, const Digest& hash, Moment at) {
  const Database meta = transaction.at(kMeta);
  const std::optional<std::string_view> last = transaction.get(meta, kChanges);
  const std::optional<Sequence> number = last ? parse_sequence_key(*last) : Sequence{0};
  if (!number) throw damaged("its meta `changes'");
  const std::string key = sequence_key(*number + 1);
  std::string row;
  ByteWriter out(row);
  out.u64(static_cast<std::uint64_t>(at.time_since_epoch().count()));
  out.fixed(hash);
  transaction.append(transaction.at(kAccepted), key, row);
  transaction.put(meta, kChanges, key);
}

AcceptedRules decode_change(std::string_view row) {
  ByteReader in(row);
  AcceptedRules accepted;
  accepted.at = Moment{std::chrono::milliseconds{static_cast<std::int64_t>(in.u64())}};
  in.fixed(accepted.hash);
  if (!in.complete()) throw damaged("a row of `accepted'");
  return accepted;
}

}  // namespace

void create_rules(WriteTransaction& transaction) {
  transaction.create(kRules);
  transaction.create(kAccepted);
}

std::optional<Digest> accepted_rules(const ReadTransaction& transaction) {
  const std::optional<std::string_view> row = transaction.get(transaction.at(kMeta), kRulesInForce);
  if (!row) return std::nullopt;
  Digest hash{};
  ByteReader in(*row);
  in.fixed(hash);
  if (!in.complete()) throw damaged("its meta `rules'");
  return hash;
}

std::optional<RuleText> find_rules(const ReadTransaction& transaction, const Digest& hash) {
  const std::optional<std::string_view> row = transaction.get(transaction.at(kRules), bytes_of(hash));
  if (!row) return std::nullopt;
  if (std::optional<RuleText> rules = decode_rules(*row)) return rules;
  throw Failure(0, "the rules " + hex(hash) + " in it are damaged. Put back a copy.");
}

std::vector<AcceptedRules> rules_history(const ReadTransaction& transaction) {
  std::vector<AcceptedRules> history;
  for (lmdb::Cursor row(transaction, transaction.at(kAccepted), {}); row.valid(); row.next())
    history.push_back(decode_change(row.value()));
  return history;
}

bool accept_rules(WriteTransaction& transaction, const Digest& hash, const RuleText& text, Moment at) {
  const Database rules = transaction.at(kRules);
  if (!transaction.get(rules, bytes_of(hash))) transaction.put(rules, bytes_of(hash), encode(text));
  if (accepted_rules(transaction) == hash) return false;
  transaction.put(transaction.at(kMeta), kRulesInForce, bytes_of(hash));
  note_change(transaction, hash, at);
  return true;
}

}  // namespace permit
