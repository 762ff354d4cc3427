#include "store/lmdb/transaction.h"

#include <lmdb.h>

#include <algorithm>
#include <utility>

#include "store/format/failure.h"

namespace permit::lmdb {
namespace {

MDB_val to_value(std::string_view bytes) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): LMDB only reads it
  return {bytes.size(), const_cast<char*>(bytes.data())};
}

std::string_view to_bytes(const MDB_val& value) { return {static_cast<const char*>(value.mv_data), value.mv_size}; }

// When LMDB meets a damaged page, it often asserts instead of returning an error, which would end smsbox. While it only
// reads, it holds nothing that must be released, so the failure is thrown through the assertion.
thread_local bool is_reading = false;

class Reading {
 public:
  Reading() { is_reading = true; }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;
  ~Reading() { is_reading = false; }
};

}  // namespace

void check(int code, const char* what) {
  if (code != MDB_SUCCESS) throw Failure(code, what);
}

void refuse_damage(MDB_env*, const char*) {
  if (is_reading) throw Failure(MDB_CORRUPTED, "cannot read it");
}

ReadTransaction::~ReadTransaction() { mdb_txn_reset(txn_); }  // closes the handles that were opened

std::optional<Database> ReadTransaction::open(const char* name, unsigned flags) const {
  MDB_dbi handle = 0;
  const int code = mdb_dbi_open(txn_, name, flags, &handle);
  if (code == MDB_NOTFOUND) return std::nullopt;
  check(code, "cannot open a database in it");
  if (std::find(opened_.begin(), opened_.end(), handle) == opened_.end()) opened_.push_back(handle);
  return Database{handle};
}

std::optional<Database> ReadTransaction::find(const std::string& name) const { return open(name.c_str(), 0); }

Database ReadTransaction::at(const std::string& name) const {
  if (const std::optional<Database> database = find(name)) return *database;
  throw Failure(0, "the database `" + name + "' is missing: it is damaged or not a register. " + kRestoreBackup);
}

std::vector<std::string> ReadTransaction::names(std::string_view first, std::string_view last) const {
  std::vector<std::string> names;
  for (Cursor row(*this, *open(nullptr, 0), first); row.valid() && row.key() <= last; row.next())
    names.emplace_back(row.key());
  return names;
}

bool ReadTransaction::has_databases() const { return Cursor(*this, *open(nullptr, 0), {}).valid(); }

std::optional<std::string_view> ReadTransaction::get(Database database, std::string_view key) const {
  const Reading reading;
  MDB_val wanted = to_value(key);
  MDB_val found{};
  const int code = mdb_get(txn_, database.handle, &wanted, &found);
  if (code == MDB_NOTFOUND) return std::nullopt;
  check(code, "cannot read it");
  return to_bytes(found);
}

Database WriteTransaction::create(const std::string& name) { return *open(name.c_str(), MDB_CREATE); }

void WriteTransaction::store(Database database, std::string_view key, std::string_view value, unsigned flags) {
  MDB_val to = to_value(key);
  MDB_val bytes = to_value(value);
  check(mdb_put(txn_, database.handle, &to, &bytes, flags), "cannot write it");
}

void WriteTransaction::put(Database database, std::string_view key, std::string_view value) {
  store(database, key, value, 0);
}

void WriteTransaction::append(Database database, std::string_view key, std::string_view value) {
  store(database, key, value, MDB_APPEND);
}

bool WriteTransaction::erase(Database database, std::string_view key) {
  MDB_val wanted = to_value(key);
  const int code = mdb_del(txn_, database.handle, &wanted, nullptr);
  if (code == MDB_NOTFOUND) return false;
  check(code, "cannot delete from it");
  return true;
}

void WriteTransaction::drop(const std::string& name) {
  const std::optional<Database> database = find(name);
  if (!database) return;
  std::erase(opened_, database->handle);  // LMDB closes it
  check(mdb_drop(txn_, database->handle, 1), "cannot delete from it");
}

WriteTransaction::~WriteTransaction() { mdb_txn_abort(std::exchange(txn_, nullptr)); }  // closes the handles too

void WriteTransaction::commit() {
  MDB_env* environment = mdb_txn_env(txn_);
  MDB_txn* txn = std::exchange(txn_, nullptr);  // the transaction ends, whatever the commit returns
  check(mdb_txn_commit(txn), "cannot commit to it");
  for (const MDB_dbi handle : opened_) mdb_dbi_close(environment, handle);
}

Cursor::Cursor(const ReadTransaction& transaction, Database database, std::string_view first) {
  check(mdb_cursor_open(transaction.txn_, database.handle, &cursor_), "cannot read it");
  try {
    move(first.empty() ? MDB_FIRST : MDB_SET_RANGE, first);
  } catch (...) {
    mdb_cursor_close(cursor_);
    throw;
  }
}

Cursor::~Cursor() { mdb_cursor_close(cursor_); }

void Cursor::next() { move(MDB_NEXT, {}); }

void Cursor::move(unsigned operation, std::string_view key) {
  const Reading reading;
  MDB_val at = to_value(key);
  MDB_val row{};
  const int code = mdb_cursor_get(cursor_, &at, &row, static_cast<MDB_cursor_op>(operation));
  valid_ = code == MDB_SUCCESS;
  if (code != MDB_NOTFOUND) check(code, "cannot read it");
  // Keys must ascend. If a page has replaced another, they may not, and the walk would never end.
  const std::string_view least = operation == MDB_NEXT ? key_ : key;
  key_ = valid_ ? to_bytes(at) : std::string_view();
  if (valid_ && (key_ < least || (operation == MDB_NEXT && key_ == least)))
    throw Failure(MDB_CORRUPTED, "cannot read it");
  value_ = valid_ ? to_bytes(row) : std::string_view();
}

}  // namespace permit::lmdb
