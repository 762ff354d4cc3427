// Permits by document, plate and phone, in a database for each of them and each day of decision.
//
// The rows are whole permits (store/format/record_bytes.h). A permit of a phone alone stands under no document. A
// permit that is repeated with another plate stays in its days.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/record.h"
#include "store/index/row.h"
#include "store/lmdb/environment.h"

namespace permit {

/// The databases, day by day, that can hold permits decided in [since, until).
std::vector<std::string> permit_days(const lmdb::ReadTransaction& transaction, Subject by, Instant since,
                                     Instant until);

/// The permits of `subject` in those databases that were decided in [since, until), oldest first. REQUIRES: `days`
/// rise. Throws Failure at a damaged row.
std::vector<Permit> find_permits(const lmdb::ReadTransaction& transaction, std::span<const std::string> days,
                                 Subject by, std::string_view subject, Instant since, Instant until);

/// Where a permit stands. Every one has a row by phone.
std::vector<IndexRow> rows_of(const Permit& permit);

void add_permit(lmdb::WriteTransaction& transaction, const Permit& permit);

/// The permit that text `entry`, record `sequence` of the log, was granted, as it stands now. Nothing when it is gone.
std::optional<Permit> find_permit(const lmdb::ReadTransaction& transaction, Sequence sequence, const Entry& entry);

/// Whether a permit stands in the index just so.
bool stands(const lmdb::ReadTransaction& transaction, const Permit& permit);

void erase_permit(lmdb::WriteTransaction& transaction, const Permit& permit);
/// `permit` as it stands in the index gets another end, by `record` of the log.
void change_end(lmdb::WriteTransaction& transaction, const Permit& permit, std::optional<Instant> until,
                Sequence record);
/// `permit` as it stands in the index gets `plate`; empty: none.
void change_plate(lmdb::WriteTransaction& transaction, const Permit& permit, const std::string& plate);

/// Drops the databases of one day of UTC that is over at `before`. Whether there was one.
bool drop_a_day_of_permits(lmdb::WriteTransaction& transaction, Instant before);

}  // namespace permit
