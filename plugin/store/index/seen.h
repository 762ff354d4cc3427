// Committed texts by key: a text that is delivered again is recognized here.
//
// A text is in the database of the UTC day when it was sent if it was decided between kLargestLead before that and
// kLongestTransit after. All other texts share one database, `seen other`; if they did not, an SMSC with a wrong clock
// could create a database per text. A look-up searches both, so it finds a text whenever it comes again, for as long as
// texts are kept.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/record.h"
#include "core/text.h"
#include "store/index/row.h"
#include "store/lmdb/environment.h"

namespace permit {

inline constexpr std::chrono::days kLongestTransit{8};
inline constexpr std::chrono::days kLargestLead{1};

/// Returns the sequence of a text if its record is still in the log, that is, greater than `last_purged`. Throws
/// Failure on a damaged row.
std::optional<Sequence> find_seen(const lmdb::ReadTransaction& transaction, const TextKey& key, Sequence last_purged);

/// Returns the row of a text that was decided at `decided`.
IndexRow seen_row(const TextKey& key, Instant decided, Sequence sequence);
/// REQUIRES: the text has no row yet, or its record is gone.
void add_seen(lmdb::WriteTransaction& transaction, const TextKey& key, Instant decided, Sequence sequence);

/// Drops the texts of one UTC day, all of which were decided before `before`. Returns whether there was such a day.
bool drop_a_day_of_seen(lmdb::WriteTransaction& transaction, Instant before);
/// Walks `seen other`. Returns the keys of rows whose records, those up to `last_purged`, were purged; at most `most`.
std::vector<std::string> find_purged_seen_other(const lmdb::ReadTransaction& transaction, Sequence last_purged,
                                                std::size_t most);
/// Removes the rows of `seen other` with these keys whose records were purged, until the transaction is long. Returns
/// the number removed.
std::size_t forget_seen_other(lmdb::WriteTransaction& transaction, std::span<const std::string> keys,
                              Sequence last_purged);

}  // namespace permit
