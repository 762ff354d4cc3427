#include "store/index/permits.h"

#include <optional>

#include "store/format/failure.h"
#include "store/format/keys.h"
#include "store/format/record_bytes.h"

namespace permit {
namespace {

using lmdb::Cursor;
using lmdb::Database;
using lmdb::ReadTransaction;
using lmdb::WriteTransaction;

static_assert(kLongestSubject + 1 + sizeof(Sequence) <= lmdb::kLongestKey);

std::string_view database_prefix(Subject by) {
  switch (by) {
    case Subject::document:
      return "document";
    case Subject::plate:
      return "plate";
    case Subject::phone:
      return "phone";
  }
  return {};
}

const std::string& subject_of(const Permit& permit, Subject by) {
  switch (by) {
    case Subject::plate:
      return permit.plate;
    case Subject::phone:
      return permit.phone;
    case Subject::document:
      break;
  }
  return permit.document;
}

std::string day_of(const Permit& permit, Subject by) { return day_name(database_prefix(by), permit.decided); }

void put_everywhere(WriteTransaction& transaction, const Permit& permit) {
  for (const IndexRow& row : rows_of(permit)) transaction.put(transaction.create(row.database), row.key, row.value);
}

}  // namespace

std::vector<IndexRow> rows_of(const Permit& permit) {
  std::vector<IndexRow> rows;
  const std::string bytes = encode(permit);
  for (const Subject by : {Subject::document, Subject::phone, Subject::plate}) {
    const std::string& subject = subject_of(permit, by);
    if (subject.empty() && by != Subject::phone) continue;
    rows.push_back({day_of(permit, by), subject_key(subject, permit.sequence), bytes});
  }
  return rows;
}

std::vector<std::string> permit_days(const ReadTransaction& transaction, Subject by, Instant since, Instant until) {
  if (since >= until) return {};
  return transaction.names(day_name(database_prefix(by), since),
                           day_name(database_prefix(by), until - std::chrono::seconds(1)));
}

std::vector<Permit> find_permits(const ReadTransaction& transaction, std::span<const std::string> days, Subject by,
                                 std::string_view subject, Instant since, Instant until) {
  std::vector<Permit> found;
  const std::string prefix = subject_prefix(subject);
  for (const std::string& day : days) {
    const std::optional<Database> database = transaction.find(day);
    if (!database) continue;  // purged since it was listed
    for (Cursor row(transaction, *database, prefix); row.valid() && row.key().starts_with(prefix); row.next()) {
      std::optional<Permit> permit = decode_permit(row.value());
      if (!permit) throw damaged("a row of `" + day + "'");
      if (subject_of(*permit, by) == subject && since <= permit->decided && permit->decided < until)
        found.push_back(*std::move(permit));
    }
  }
  return found;
}

void add_permit(WriteTransaction& transaction, const Permit& permit) { put_everywhere(transaction, permit); }

std::optional<Permit> find_permit(const ReadTransaction& transaction, Sequence sequence, const Entry& entry) {
  const Subject by = entry.document.empty() ? Subject::phone : Subject::document;
  const std::string& subject = by == Subject::phone ? entry.text.phone : entry.document;
  const std::string day = day_name(database_prefix(by), entry.decided);
  const std::optional<Database> database = transaction.find(day);
  const auto row = database ? transaction.get(*database, subject_key(subject, sequence)) : std::nullopt;
  if (!row) return std::nullopt;
  if (std::optional<Permit> permit = decode_permit(*row)) return permit;
  throw damaged("a row of `" + day + "'");
}

bool is_indexed(const ReadTransaction& transaction, const Permit& permit) {
  const IndexRow row = rows_of(permit).front();
  const std::optional<Database> database = transaction.find(row.database);
  return database && transaction.get(*database, row.key) == row.value;
}

void erase_permit(WriteTransaction& transaction, const Permit& permit) {
  for (const Subject by : {Subject::document, Subject::plate, Subject::phone}) {
    const std::optional<Database> database = transaction.find(day_of(permit, by));
    if (database) transaction.erase(*database, subject_key(subject_of(permit, by), permit.sequence));
  }
}

void change_end(WriteTransaction& transaction, const Permit& permit, std::optional<Instant> until, Sequence record) {
  Permit changed = permit;
  changed.period.until = until;
  changed.changed = record;
  put_everywhere(transaction, changed);
}

void change_plate(WriteTransaction& transaction, const Permit& permit, const std::string& plate) {
  if (permit.plate == plate) return;
  if (!permit.plate.empty()) {
    const Database plates = transaction.create(day_of(permit, Subject::plate));
    transaction.erase(plates, subject_key(permit.plate, permit.sequence));
  }
  Permit changed = permit;
  changed.plate = plate;
  put_everywhere(transaction, changed);
}

bool drop_a_permit_index(WriteTransaction& transaction, Instant before) {
  const Instant first_kept = std::chrono::floor<std::chrono::days>(before);
  for (const Subject by : {Subject::document, Subject::plate, Subject::phone}) {
    const std::vector<std::string> days = permit_days(transaction, by, Instant::min(), first_kept);
    if (days.empty()) continue;
    transaction.drop(days.front());
    return true;
  }
  return false;
}

}  // namespace permit
