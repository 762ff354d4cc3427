// The rules that came into force, and their texts, as they are in a transaction.
//
//   rules row    = text (store/format/record_bytes.h), under its hash
//   meta rules   = hash:32     of the rules accepted last
//   meta changes = key:8       of the last row of `accepted`; absent before the first
//   accepted row = at:i64 hash:32     milliseconds since 1970-01-01 00:00 UTC
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/inspection.h"
#include "core/store.h"
#include "store/index/row.h"
#include "store/lmdb/environment.h"

namespace permit {

/// Makes the databases.
void create_rules(lmdb::WriteTransaction& transaction);

/// All throw Failure at a damaged row.
std::optional<Digest> accepted_rules(const lmdb::ReadTransaction& transaction);
std::optional<RuleText> find_rules(const lmdb::ReadTransaction& transaction, const Digest& hash);
/// Every change of the rules in force, oldest first.
std::vector<AcceptedRules> rules_history(const lmdb::ReadTransaction& transaction);

/// The row of a change, which has a number, and the rows of meta after the last. Nothing when the bytes are no row.
IndexRow row_of(const AcceptedRules& accepted, std::uint64_t number);
std::vector<IndexRow> rows_in_force(const Digest& hash, std::uint64_t changes);
std::optional<AcceptedRules> decode_accepted(std::string_view row);
/// Nothing when the database is missing.
std::optional<lmdb::Database> accepted_rows(const lmdb::ReadTransaction& transaction);

/// Whether they were not in force before.
bool accept_rules(lmdb::WriteTransaction& transaction, const Digest& hash, const RuleText& text, Moment at);

}  // namespace permit
