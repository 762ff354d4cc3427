// Writes a copy of an environment into a file.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

struct MDB_env;

namespace permit::lmdb {

/// How a copy is written.
struct Copying {
  bool compact = false;    ///< without free pages, which takes longer
  bool gives_way = false;  ///< so slowly that commits hardly wait for the disk: 125 MiB a second at most
  std::function<void(std::uint64_t bytes)> written = nullptr;  ///< told now and then how much is there; may be empty
};

/// Writes data as of now into a file that must not be there yet, and syncs it. Writers go on. 0, an errno, or a code of
/// LMDB. Reads in a thread of its own that has ended when it returns.
int copy(MDB_env& environment, const std::string& file, const Copying& how);

}  // namespace permit::lmdb
