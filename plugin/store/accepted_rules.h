// The rules that came into force, with their texts, inside a transaction.
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

/// Creates the databases.
void create_rules(lmdb::WriteTransaction& transaction);

/// These three throw Failure on a damaged row. The first two return nothing when the row is missing.
std::optional<Digest> accepted_hash(const lmdb::ReadTransaction& transaction);
std::optional<RuleFiles> find_rules(const lmdb::ReadTransaction& transaction, const Digest& hash);
/// Returns every change of the rules in force, oldest first.
std::vector<AcceptedRules> rules_history(const lmdb::ReadTransaction& transaction);

/// Returns the row of change `number`, counted from 1.
IndexRow row_of(const AcceptedRules& accepted, std::uint64_t number);
/// Returns the two rows of `meta` after `changes` changes.
std::vector<IndexRow> meta_rows(const Digest& hash, std::uint64_t changes);
/// Returns nothing when `row` is not valid.
std::optional<AcceptedRules> decode_accepted(std::string_view row);
/// Returns nothing when the database is missing.
std::optional<lmdb::Database> accepted_database(const lmdb::ReadTransaction& transaction);

/// Stores the rules and puts them in force as of `at`. Returns false when they were in force already.
bool accept_rules(lmdb::WriteTransaction& transaction, const Digest& hash, const RuleFiles& text, HostTime at);

}  // namespace permit
