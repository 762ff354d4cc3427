// The texts of a day that were refused: what else there is to say of whoever has no permit.
#pragma once

#include <string>
#include <vector>

#include "core/history.h"
#include "core/rule_set.h"
#include "store/lmdb_store.h"

namespace permit::tool {

struct Refusals {
  std::vector<Record> records;  ///< of texts that were refused, the latest first
  Instant since;                ///< how far back was looked
};

/// Of a document, a plate or a phone, on the service's day of `at' up to that moment. The log has no index of them, so
/// no more than its last records before `at' are looked through, which takes milliseconds.
Result<Refusals> refusals(const LmdbStore& store, Subject by, const std::string& key, Instant at, const Zone& zone);

/// Whether it was refused because somebody stands on a list: that is not said to everybody.
bool is_for_a_list(const Entry& refused, const RuleSet& rules);

/// Whether a text names a document, a plate or a phone.
bool names(const Entry& entry, Subject by, const std::string& key);

}  // namespace permit::tool
