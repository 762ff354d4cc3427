#include "store/index/standing.h"

#include <algorithm>
#include <span>
#include <utility>

#include "store/format/archive.h"
#include "store/format/failure.h"
#include "store/format/keys.h"

namespace permit {
namespace {

using lmdb::Cursor;
using lmdb::Database;
using lmdb::ReadTransaction;
using lmdb::WriteTransaction;

constexpr std::uint8_t kVersion = 1;
constexpr const char* kStanding = "standing";
constexpr const char* kPlates = "standing plates";
constexpr const char* kImports = "imports";

// The members are const when they are written.
template <typename Archive, typename Changed>
void members_of_change(Archive& archive, Changed& change) {
  archive(change.record);
  archive(change.at);
  archive(change.until);
  archive(change.revoked);
}

template <typename Archive, typename Whole>
void members_of_permit(Archive& archive, Whole& permit) {
  archive(permit.sequence);
  archive(permit.entered);
  archive(permit.kind);
  archive(permit.holder);
  archive(permit.activity);
  archive(permit.plate);
  archive(permit.reference);
  archive(permit.issuer);
  archive(permit.places);
  archive(permit.note);
  archive(permit.source);
  archive(permit.period);
  archive(permit.import);
  archive(permit.replaces);
}

template <typename Archive, typename Whole>
void members_of_import(Archive& archive, Whole& import) {
  archive.choice(import.state, Import::State::staged, Import::State::dropped);
  archive(import.began);
  archive(import.shown);
  archive(import.kind);
  archive(import.file);
  archive(import.by);
  archive(import.rows);
  archive(import.dropped_to);
}

void require_version(InArchive& in) {
  std::uint8_t version = 0;
  in(version);
  if (version != kVersion) in.fail();
}

StandingPermit read_row(std::string_view row) {
  if (std::optional<StandingPermit> permit = decode_standing(row)) return *std::move(permit);
  throw damaged("a row of `standing'");
}

/// Returns since when a row is visible, or nothing when it is not.
std::optional<Instant> seen_since(const ReadTransaction& transaction, const StandingPermit& permit,
                                  std::optional<Sequence> as_if_shown) {
  if (!permit.import || permit.import == as_if_shown) return permit.entered;
  const std::optional<Import> import = find_import(transaction, *permit.import);
  if (!import || import->state != Import::State::shown) return std::nullopt;
  return std::max(permit.entered, import->shown.value_or(permit.entered));
}

void add_if_seen(const ReadTransaction& transaction, StandingPermit permit, std::optional<Sequence> as_if_shown,
                 std::vector<StandingPermit>& found) {
  const std::optional<Instant> since = seen_since(transaction, permit, as_if_shown);
  if (!since) return;
  permit.entered = *since;
  found.push_back(std::move(permit));
}

/// REQUIRES: all permits have the same holder.
void mark_replaced(std::span<StandingPermit> permits) {
  for (const StandingPermit& later : permits)
    for (StandingPermit& permit : permits)
      if (later.replaces == permit.sequence) permit.replaced = later.entered;
}

}  // namespace

std::string encode(const StandingPermit& permit) {
  std::string bytes;
  bytes.reserve(256);
  OutArchive out(bytes);
  out(kVersion);
  members_of_permit(out, permit);
  out(permit.change.has_value());
  if (permit.change) members_of_change(out, *permit.change);
  return bytes;
}

std::optional<StandingPermit> decode_standing(std::string_view bytes) {
  InArchive in(bytes);
  require_version(in);
  StandingPermit permit;
  members_of_permit(in, permit);
  bool is_changed = false;
  in(is_changed);
  if (is_changed) members_of_change(in, *(permit.change = StandingPermit::Change{}));  // clang 14 cannot emplace it
  if (!in.complete()) return std::nullopt;
  return permit;
}

std::string encode(const Import& import) {
  std::string bytes;
  OutArchive out(bytes);
  out(kVersion);
  members_of_import(out, import);
  return bytes;
}

std::optional<Import> decode_import(Sequence id, std::string_view bytes) {
  InArchive in(bytes);
  require_version(in);
  Import import;
  import.id = id;
  members_of_import(in, import);
  if (!in.complete()) return std::nullopt;
  return import;
}

std::vector<StandingPermit> find_standing(const ReadTransaction& transaction, std::string_view holder,
                                          std::optional<Sequence> as_if_shown) {
  std::vector<StandingPermit> found;
  const std::optional<Database> database = transaction.find(kStanding);
  if (!database) return found;
  const std::string prefix = subject_prefix(holder);
  for (Cursor row(transaction, *database, prefix); row.valid() && row.key().starts_with(prefix); row.next()) {
    StandingPermit permit = read_row(row.value());
    if (permit.holder == holder) add_if_seen(transaction, std::move(permit), as_if_shown, found);
  }
  mark_replaced(found);
  return found;
}

std::vector<StandingPermit> find_standing_after(const ReadTransaction& transaction, std::string_view holder,
                                                std::size_t most) {
  std::vector<StandingPermit> found;
  const std::optional<Database> database = transaction.find(kStanding);
  if (!database) return found;
  std::string first = subject_prefix(holder);
  if (holder.empty()) {
    first.clear();
  } else {
    ++first.back();  // greater than the NUL, so after all keys of the holder
  }
  std::string last;
  for (Cursor row(transaction, *database, first); row.valid(); row.next()) {
    StandingPermit permit = read_row(row.value());
    if (found.size() >= most && permit.holder != last) break;
    last = permit.holder;
    add_if_seen(transaction, std::move(permit), std::nullopt, found);
  }
  for (std::span<StandingPermit> rest = found; !rest.empty();) {
    const auto others = std::find_if(
        rest.begin(), rest.end(), [&](const StandingPermit& permit) { return permit.holder != rest.front().holder; });
    const auto own = rest.first(static_cast<std::size_t>(others - rest.begin()));
    mark_replaced(own);
    rest = rest.subspan(own.size());
  }
  return found;
}

std::vector<StandingPermit> find_standing_by_plate(const ReadTransaction& transaction, std::string_view plate) {
  std::vector<std::string> holders;
  if (const std::optional<Database> database = standing_plates(transaction)) {
    const std::string prefix = subject_prefix(plate);
    for (Cursor row(transaction, *database, prefix); row.valid() && row.key().starts_with(prefix); row.next())
      if (std::find(holders.begin(), holders.end(), row.value()) == holders.end()) holders.emplace_back(row.value());
  }
  std::vector<StandingPermit> found;
  for (const std::string& holder : holders)
    for (StandingPermit& permit : find_standing(transaction, holder))
      if (permit.plate == plate) found.push_back(std::move(permit));
  return found;
}

std::optional<Database> standing_plates(const ReadTransaction& transaction) { return transaction.find(kPlates); }

std::vector<IndexRow> rows_of(const StandingPermit& permit) {
  std::vector<IndexRow> rows{{kStanding, subject_key(permit.holder, permit.sequence), encode(permit)}};
  if (!permit.plate.empty()) rows.push_back({kPlates, subject_key(permit.plate, permit.sequence), permit.holder});
  return rows;
}

void put_standing(WriteTransaction& transaction, const StandingPermit& permit) {
  for (const IndexRow& row : rows_of(permit)) transaction.put(transaction.create(row.database), row.key, row.value);
}

void erase_standing(WriteTransaction& transaction, const StandingPermit& permit) {
  for (const IndexRow& row : rows_of(permit)) transaction.erase(transaction.create(row.database), row.key);
}

IndexRow row_of(const Import& import) { return {kImports, sequence_key(import.id), encode(import)}; }

std::optional<Import> find_import(const ReadTransaction& transaction, Sequence id) {
  const std::optional<Database> database = transaction.find(kImports);
  const std::optional<std::string_view> row = database ? transaction.get(*database, sequence_key(id)) : std::nullopt;
  if (!row) return std::nullopt;
  if (std::optional<Import> import = decode_import(id, *row)) return import;
  throw damaged("a row of `imports'");
}

std::vector<Import> find_imports(const ReadTransaction& transaction) {
  std::vector<Import> imports;
  if (const std::optional<Database> database = transaction.find(kImports)) {
    for (Cursor row(transaction, *database, {}); row.valid(); row.next()) {
      const std::optional<Sequence> id = parse_sequence_key(row.key());
      std::optional<Import> import = id ? decode_import(*id, row.value()) : std::nullopt;
      if (!import) throw damaged("a row of `imports'");
      imports.push_back(*std::move(import));
    }
  }
  return imports;
}

void put_import(WriteTransaction& transaction, const Import& import) {
  const IndexRow row = row_of(import);
  transaction.put(transaction.create(row.database), row.key, row.value);
}

}  // namespace permit
