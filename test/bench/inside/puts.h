// What the store hands to LMDB: mdb_put and its neighbours stand in front of liblmdb's here, by the linker's --wrap, in
// the measuring programs alone. One thread.
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
  std::size_t rows_there = 0;  ///< before it
};

/// The environment that was opened last.
MDB_env* opened_environment();

/// Notes every put while it lives. `drops`: nothing is committed meanwhile, though the caller is told so: what a
/// transaction would write is known, and can be written by other means.
class Puts {
 public:
  explicit Puts(bool drops = false);
  Puts(const Puts&) = delete;
  Puts& operator=(const Puts&) = delete;
  ~Puts();

  std::vector<Put> take();
};

/// The same puts in one synced transaction of bare LMDB.
void put_bare(MDB_env* environment, const std::vector<Put>& puts);

}  // namespace permit::bench
