// Permits by document, plate and phone: one database for each of these and each day of decision.
//
// Each row is a whole permit (store/format/record_bytes.h). A permit that has only a phone has no row by document. A
// permit that is repeated with another plate stays in the databases of its day.
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

/// Returns the databases, day by day, that can hold permits decided in [since, until).
std::vector<std::string> permit_days(const lmdb::ReadTransaction& transaction, Subject by, Instant since,
                                     Instant until);

/// Returns the permits of `subject` in those databases that were decided in [since, until), oldest first. REQUIRES:
/// `days` are in ascending order. Throws Failure on a damaged row.
std::vector<Permit> find_permits(const lmdb::ReadTransaction& transaction, std::span<const std::string> days,
                                 Subject by, std::string_view subject, Instant since, Instant until);

/// Returns the rows of a permit. Every permit has a row by phone.
std::vector<IndexRow> rows_of(const Permit& permit);

void add_permit(lmdb::WriteTransaction& transaction, const Permit& permit);

/// Returns the current state of the permit of text `entry`, which is record `sequence` of the log. Returns nothing when
/// it is gone.
std::optional<Permit> find_permit(const lmdb::ReadTransaction& transaction, Sequence sequence, const Entry& entry);

/// Whether the index holds exactly this permit.
bool is_indexed(const lmdb::ReadTransaction& transaction, const Permit& permit);

void erase_permit(lmdb::WriteTransaction& transaction, const Permit& permit);
/// Moves the end of `permit`, which is given as the index holds it. `record` is the record of the change.
void change_end(lmdb::WriteTransaction& transaction, const Permit& permit, std::optional<Instant> until,
                Sequence record);
/// Replaces the plate of `permit`, which is given as the index holds it. An empty `plate` removes it.
void change_plate(lmdb::WriteTransaction& transaction, const Permit& permit, const std::string& plate);

/// Drops one database of a UTC day that is over at `before`. Returns whether there was such a database.
bool drop_a_permit_index(lmdb::WriteTransaction& transaction, Instant before);

}  // namespace permit
