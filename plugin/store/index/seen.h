// Texts that were committed, by key: a text that is delivered again is known here.
//
// A text stands in the database of the UTC day of its sending, but only when it was decided at most kLongestTransit
// after and kLargestLead before that: an SMSC whose clock is wild must not make a database a text. All others share
// one, `seen other`. A look-up asks both, so it finds a text whenever it comes again, for as long as they are kept.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>

#include "core/record.h"
#include "core/text.h"
#include "store/index/row.h"
#include "store/lmdb/environment.h"

namespace permit {

inline constexpr std::chrono::days kLongestTransit{8};
inline constexpr std::chrono::days kLargestLead{1};

/// Of those whose record still stands in the log: it is behind `gone`. Throws Failure at a damaged row.
std::optional<Sequence> find_seen(const lmdb::ReadTransaction& transaction, const TextKey& key, Sequence gone);

/// Where a text stands that was decided then.
IndexRow seen_row(const TextKey& key, Instant decided, Sequence sequence);
/// REQUIRES: it is not there yet, or its record is gone.
void add_seen(lmdb::WriteTransaction& transaction, const TextKey& key, Instant decided, Sequence sequence);

/// Drops the texts of one day of UTC, all of which were decided before `before`. Whether there was one.
bool drop_a_day_of_seen(lmdb::WriteTransaction& transaction, Instant before);
/// Forgets texts with a wild time whose records up to `gone` are gone, at most `most`. How many.
std::size_t forget_seen(lmdb::WriteTransaction& transaction, Sequence gone, std::size_t most);

}  // namespace permit
