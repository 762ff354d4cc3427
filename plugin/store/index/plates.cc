#include "store/index/plates.h"

#include <algorithm>
#include <deque>
#include <optional>

#include "store/format/failure.h"
#include "store/format/keys.h"
#include "store/format/record_bytes.h"
#include "store/index/permits.h"
#include "store/index/standing.h"

namespace permit {
namespace {

using lmdb::Cursor;
using lmdb::Database;
using lmdb::ReadTransaction;

/// Returns the plate in a key: the part before its first NUL.
std::string_view plate_of(std::string_view key) { return key.substr(0, key.find('\0')); }

/// A walk along one database of permits by plate.
struct Walk {
  Walk(const ReadTransaction& transaction, Database database, std::string_view first, bool holds_permits)
      : row(transaction, database, first), is_by_text(holds_permits) {}

  Cursor row;
  bool is_by_text;
};

Permit read(std::string_view row) {
  if (std::optional<Permit> permit = decode_permit(row)) return *std::move(permit);
  throw damaged("a row of permits by plate");
}

/// Returns the first plate among the current rows of all walks.
std::optional<std::string> next_plate(const std::deque<Walk>& walks) {
  std::optional<std::string_view> next;
  for (const Walk& walk : walks)
    if (walk.row.valid() && (!next || plate_of(walk.row.key()) < *next)) next = plate_of(walk.row.key());
  return next ? std::optional(std::string(*next)) : std::nullopt;
}

/// Moves all walks past the rows of a plate and adds its permits to `by_text`. Returns whether a standing permit names
/// the plate too.
bool pass(std::deque<Walk>& walks, const std::string& plate, Instant since, Instant until,
          std::vector<Permit>& by_text) {
  bool any_standing = false;
  for (Walk& walk : walks) {
    for (; walk.row.valid() && plate_of(walk.row.key()) == plate; walk.row.next()) {
      any_standing = any_standing || !walk.is_by_text;
      if (!walk.is_by_text) continue;
      Permit permit = read(walk.row.value());
      if (since <= permit.decided && permit.decided < until) by_text.push_back(std::move(permit));
    }
  }
  return any_standing;
}

}  // namespace

std::vector<PlatePermits> find_plates(const ReadTransaction& transaction, std::string_view after, std::size_t most,
                                      Instant since, Instant until) {
  const std::string first =
      after.empty() ? std::string() : std::string(after) + '\1';  // in a key, a NUL follows the plate
  std::deque<Walk> walks;
  for (const std::string& day : permit_days(transaction, Subject::plate, since, until))
    if (const std::optional<Database> database = transaction.find(day))
      walks.emplace_back(transaction, *database, first, true);
  if (const std::optional<Database> database = standing_plates(transaction))
    walks.emplace_back(transaction, *database, first, false);

  std::vector<PlatePermits> found;
  while (found.size() < most) {
    const std::optional<std::string> plate = next_plate(walks);
    if (!plate) break;
    PlatePermits permits{.plate = *plate, .by_text = {}};
    const bool any_standing = pass(walks, *plate, since, until, permits.by_text);
    if (any_standing) permits.standing = find_standing_by_plate(transaction, *plate);
    found.push_back(std::move(permits));
  }
  return found;
}

}  // namespace permit
