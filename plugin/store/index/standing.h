// Standing permits by holder and by plate, and the imports that brought them, inside a transaction.
//
//   standing row       = 1:u8 sequence:u64 entered kind holder activity plate reference issuer places note source
//                        period import:u64? replaces:u64? change?     (store/format/archive.h)
//   change             = record:u64 at until? revoked:bool
//   standing plate row = holder                                     under the plate
//   import row         = 1:u8 state:u8 began shown? kind file by rows:u64 dropped-to:u64
//
// A row that an import brought is visible from when the import is shown: one flag switches a million rows. A row that
// replaces another leaves it in place, so nothing is lost when an import is dropped.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/history.h"
#include "store/index/row.h"
#include "store/lmdb/environment.h"

namespace permit {

std::string encode(const StandingPermit& permit);
std::string encode(const Import& import);
/// Returns nothing when the bytes are not exactly one whole row of a known version.
std::optional<StandingPermit> decode_standing(std::string_view bytes);
std::optional<Import> decode_import(Sequence id, std::string_view bytes);

/// Returns a holder's visible standing permits in the order of entry. Those of an import that is not shown are not
/// visible. A replaced permit says when it was replaced. `as_if_shown` is an import to treat as shown. Throws Failure
/// on a damaged row.
std::vector<StandingPermit> find_standing(const lmdb::ReadTransaction& transaction, std::string_view holder,
                                          std::optional<Sequence> as_if_shown = std::nullopt);
/// Like find_standing, for the holders after `holder` in the order of their bytes. Never splits a holder; stops once
/// there are `most` permits.
std::vector<StandingPermit> find_standing_after(const lmdb::ReadTransaction& transaction, std::string_view holder,
                                                std::size_t most);
/// Like find_standing, for a plate.
std::vector<StandingPermit> find_standing_by_plate(const lmdb::ReadTransaction& transaction, std::string_view plate);

/// Returns the database of plates, whose keys begin with a plate. Returns nothing when there never was one.
std::optional<lmdb::Database> standing_plates(const lmdb::ReadTransaction& transaction);

/// Returns the rows of a standing permit.
std::vector<IndexRow> rows_of(const StandingPermit& permit);
void put_standing(lmdb::WriteTransaction& transaction, const StandingPermit& permit);
void erase_standing(lmdb::WriteTransaction& transaction, const StandingPermit& permit);

std::optional<Import> find_import(const lmdb::ReadTransaction& transaction, Sequence id);
/// Returns all imports, the oldest first. Throws Failure on a damaged row.
std::vector<Import> find_imports(const lmdb::ReadTransaction& transaction);
IndexRow row_of(const Import& import);
void put_import(lmdb::WriteTransaction& transaction, const Import& import);

}  // namespace permit
