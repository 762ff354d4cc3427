// Writes a copy of an environment into a file.
#pragma once

#include <string>

#include "core/inspection.h"

struct MDB_env;

namespace permit::lmdb {

/// Writes data as of now into a file that must not be there yet, and syncs it. Writers go on. 0, an errno, or a code of
/// LMDB. Reads in a thread of its own that has ended when it returns.
int copy(MDB_env& environment, const std::string& file, const CopyOptions& how);

}  // namespace permit::lmdb
