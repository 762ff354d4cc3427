// LMDB alone: the cost of a synced commit on this disk.
#pragma once

#include <lmdb.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <random>
#include <span>

namespace permit::bench {

class BareLmdb {
 public:
  /// An empty environment with LMDB's default sync. Throws std::runtime_error.
  explicit BareLmdb(const std::filesystem::path& folder);
  BareLmdb(const BareLmdb&) = delete;
  BareLmdb& operator=(const BareLmdb&) = delete;
  ~BareLmdb() { mdb_env_close(environment_); }

  /// Appends and commits one record of the size of a text's record.
  std::chrono::nanoseconds commit_one();
  /// Commits rows of the number and sizes that a grant without a plate puts (bench-inside counts them), in separate
  /// databases as in the store: two are appended, two are inserted within the day.
  std::chrono::nanoseconds commit_grant();

 private:
  struct Row {
    MDB_dbi database;
    std::uint64_t key;
    std::size_t bytes;
    unsigned flags;
  };

  MDB_dbi open(const char* name);
  std::chrono::nanoseconds commit(std::span<const Row> rows);

  MDB_env* environment_ = nullptr;
  MDB_dbi log_ = 0;
  MDB_dbi seen_ = 0;
  MDB_dbi documents_ = 0;
  MDB_dbi phones_ = 0;
  std::uint64_t sequence_ = 0;
  std::mt19937_64 chance_{8103};
};

}  // namespace permit::bench
