// Copies an environment into a file.
#pragma once

#include "core/inspection.h"

struct MDB_env;

namespace permit::lmdb {

/// Writes the data as of now into an open, empty file and syncs it. Writers are not blocked. Returns 0, an errno, or a
/// code of LMDB. Reads in another thread, which ends before this returns.
int copy(MDB_env& environment, int file, const CopyOptions& how);

}  // namespace permit::lmdb
