#include "test/bench/bare_lmdb.h"

#include <endian.h>

#include <array>
#include <stdexcept>
#include <string>

namespace permit::bench {
namespace {

constexpr std::size_t kMapSize = std::size_t{1} << 30;
// Sizes without the keys.
constexpr std::size_t kRecord = 416;
constexpr std::size_t kSeen = 24;
constexpr std::size_t kPermit = 91;

void must(int status, const char* what) {
  if (status != MDB_SUCCESS) throw std::runtime_error(std::string("LMDB: ") + what + ": " + mdb_strerror(status));
}

}  // namespace

BareLmdb::BareLmdb(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  must(mdb_env_create(&environment_), "create");
  must(mdb_env_set_mapsize(environment_, kMapSize), "set the map's size");
  must(mdb_env_set_maxdbs(environment_, 4), "allow for databases");
  must(mdb_env_open(environment_, folder.c_str(), 0, 0600), "open");
  log_ = open("log");
  seen_ = open("seen");
  documents_ = open("document");
  phones_ = open("phone");
}

MDB_dbi BareLmdb::open(const char* name) {
  MDB_dbi database = 0;
  MDB_txn* transaction = nullptr;
  must(mdb_txn_begin(environment_, nullptr, 0, &transaction), "begin");
  must(mdb_dbi_open(transaction, name, MDB_CREATE, &database), "open a database");
  must(mdb_txn_commit(transaction), "commit");
  return database;
}

std::chrono::nanoseconds BareLmdb::commit_one() {
  ++sequence_;
  return commit(std::array{Row{log_, sequence_, kRecord, MDB_APPEND}});
}

std::chrono::nanoseconds BareLmdb::commit_grant() {
  ++sequence_;
  return commit(std::array{Row{log_, sequence_, kRecord, MDB_APPEND}, Row{seen_, sequence_, kSeen, MDB_APPEND},
                           Row{documents_, chance_(), kPermit, 0}, Row{phones_, chance_(), kPermit, 0}});
}

std::chrono::nanoseconds BareLmdb::commit(std::span<const Row> rows) {
  std::array<char, kRecord> bytes{};
  MDB_txn* transaction = nullptr;
  const auto begin = std::chrono::steady_clock::now();
  must(mdb_txn_begin(environment_, nullptr, 0, &transaction), "begin");
  for (const Row& row : rows) {
    std::uint64_t name = htobe64(row.key);
    MDB_val key{sizeof name, &name};
    MDB_val value{row.bytes, bytes.data()};
    must(mdb_put(transaction, row.database, &key, &value, row.flags), "put");
  }
  must(mdb_txn_commit(transaction), "commit");
  return std::chrono::steady_clock::now() - begin;
}

}  // namespace permit::bench
