// LMDB with nothing around it: what a synced commit costs on this disk.
#pragma once

#include <lmdb.h>

#include <chrono>
#include <cstdint>
#include <filesystem>

namespace permit::bench {

class BareLmdb {
 public:
  /// An empty environment with LMDB's default sync. Throws std::runtime_error.
  explicit BareLmdb(const std::filesystem::path& folder);
  BareLmdb(const BareLmdb&) = delete;
  BareLmdb& operator=(const BareLmdb&) = delete;
  ~BareLmdb() { mdb_env_close(environment_); }

  /// One record of the size of a text's, appended and committed.
  std::chrono::nanoseconds commit_one();

 private:
  MDB_env* environment_ = nullptr;
  MDB_dbi database_ = 0;
  std::uint64_t sequence_ = 0;
};

}  // namespace permit::bench
