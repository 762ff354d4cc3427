// LMDB transactions, their databases and rows. Every failure is thrown as a Failure.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct MDB_cursor;
struct MDB_env;
struct MDB_txn;

namespace permit::lmdb {

/// LMDB refuses longer keys.
inline constexpr std::size_t kLongestKey = 511;
/// A named database. Valid until the end of the transaction that opened it.
struct Database {
  unsigned handle;
};

/// A view of the environment as of its beginning. No page that it can see is reused while it lives, so keep it short.
class ReadTransaction {
 public:
  ReadTransaction(const ReadTransaction&) = delete;
  ReadTransaction& operator=(const ReadTransaction&) = delete;

  /// Returns nothing when there is no database of that name.
  std::optional<Database> find(const std::string& name) const;
  /// Returns a database that must exist. Throws Failure when it does not.
  Database at(const std::string& name) const;
  /// Returns the names of the databases from `first` to `last`, both included, in byte order.
  std::vector<std::string> names(std::string_view first, std::string_view last) const;
  bool has_databases() const;

  /// Returns a view into the map, valid until the end of the transaction; in a write transaction until the next change.
  std::optional<std::string_view> get(Database database, std::string_view key) const;

 protected:
  friend class Cursor;
  friend class Environment;
  /// Borrows `txn`, which is used again later.
  explicit ReadTransaction(MDB_txn* txn) : txn_(txn) {}
  ~ReadTransaction();

  std::optional<Database> open(const char* name, unsigned flags) const;

  MDB_txn* txn_;  // null once a writer has ended
  mutable std::vector<unsigned> opened_;
};

/// The only writer among all processes that share the environment.
class WriteTransaction : public ReadTransaction {
 public:
  /// Opens a database, and creates it when there is none of that name.
  Database create(const std::string& name);

  void put(Database database, std::string_view key, std::string_view value);
  /// REQUIRES: `key` is greater than every key in the database.
  void append(Database database, std::string_view key, std::string_view value);
  /// Returns whether there was such a key.
  bool erase(Database database, std::string_view key);
  /// Deletes a database with all its rows, if there is one of that name. REQUIRES: no handle to it is used again.
  void drop(const std::string& name);

  /// Returns whether it has lasted so long that texts wait noticeably. Work on many rows then stops, with at least one
  /// row done, and continues in another transaction.
  bool is_long() const { return std::chrono::steady_clock::now() >= long_from_; }

 private:
  friend class Environment;
  /// Owns `txn`.
  WriteTransaction(MDB_txn* txn, std::chrono::milliseconds until_long)
      : ReadTransaction(txn), long_from_(std::chrono::steady_clock::now() + until_long) {}
  ~WriteTransaction();

  void store(Database database, std::string_view key, std::string_view value, unsigned flags);
  void commit();

  const std::chrono::steady_clock::time_point long_from_;
};

/// Walks the rows of a database in the order of their keys. Borrows the transaction. Must not be used after the
/// database was changed.
class Cursor {
 public:
  /// Begins at the first row whose key is not less than `first`.
  Cursor(const ReadTransaction& transaction, Database database, std::string_view first);
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;
  ~Cursor();

  /// Whether there is a row. The functions below REQUIRE it.
  bool valid() const { return valid_; }
  void next();
  /// Both return views into the map, as ReadTransaction::get does.
  std::string_view key() const { return key_; }
  std::string_view value() const { return value_; }

 private:
  void move(unsigned operation, std::string_view key);

  MDB_cursor* cursor_ = nullptr;
  bool valid_ = false;
  std::string_view key_;
  std::string_view value_;
};

/// Throws a Failure unless LMDB's `code` is success.
void check(int code, const char* what);

/// LMDB calls this when it meets a damaged page, instead of ending the process. While LMDB only reads, it holds nothing
/// that must be released, so the function throws through LMDB.
void refuse_damage(MDB_env* environment, const char* assertion);

}  // namespace permit::lmdb
