// Records what the store passes to LMDB: wraps mdb_put and related functions by the linker's --wrap, only in the
// measuring programs. Used by one thread.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

struct MDB_env;

namespace permit::bench {

/// One row that was put.
struct Put {
  std::string database;
  std::string key;
  std::string value;
  unsigned flags;
  bool at_the_end = false;     ///< its key is greater than every key that the transaction found there
  std::size_t rows_there = 0;  ///< rows in the database before the put
};

/// The environment that was opened last.
MDB_env* opened_environment();

/// Records every put during its lifetime. With `drops`, nothing is committed, although commits report success: the
/// recorded puts can be written by other means.
class Puts {
 public:
  explicit Puts(bool drops = false);
  Puts(const Puts&) = delete;
  Puts& operator=(const Puts&) = delete;
  ~Puts();

  std::vector<Put> take();
};

/// Writes the same puts in one synced transaction of bare LMDB.
void put_bare(MDB_env* environment, const std::vector<Put>& puts);

}  // namespace permit::bench
