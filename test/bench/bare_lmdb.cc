#include "test/bench/bare_lmdb.h"

#include <endian.h>

#include <array>
#include <stdexcept>
#include <string>

namespace permit::bench {
namespace {

constexpr std::size_t kMapSize = std::size_t{1} << 30;

void must(int status, const char* what) {
  if (status != MDB_SUCCESS) throw std::runtime_error(std::string("LMDB: ") + what + ": " + mdb_strerror(status));
}

}  // namespace

BareLmdb::BareLmdb(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  must(mdb_env_create(&environment_), "create");
  must(mdb_env_set_mapsize(environment_, kMapSize), "set the map's size");
  must(mdb_env_open(environment_, folder.c_str(), 0, 0600), "open");
  MDB_txn* transaction = nullptr;
  must(mdb_txn_begin(environment_, nullptr, 0, &transaction), "begin");
  must(mdb_dbi_open(transaction, nullptr, 0, &database_), "open the database");
  must(mdb_txn_commit(transaction), "commit");
}

std::chrono::nanoseconds BareLmdb::commit_one() {
  std::array<char, 300> record{};
  std::uint64_t key = htobe64(++sequence_);
  MDB_val name{sizeof key, &key};
  MDB_val value{record.size(), record.data()};
  MDB_txn* transaction = nullptr;
  const auto begin = std::chrono::steady_clock::now();
  must(mdb_txn_begin(environment_, nullptr, 0, &transaction), "begin");
  must(mdb_put(transaction, database_, &name, &value, MDB_APPEND), "put");
  must(mdb_txn_commit(transaction), "commit");
  return std::chrono::steady_clock::now() - begin;
}

}  // namespace permit::bench
