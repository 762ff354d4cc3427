// Imports that were broken off: their staged rows are invisible and must be removed.
#pragma once

#include <functional>
#include <string>

#include "base/result.h"
#include "store/open.h"

namespace permit {

/// Called before the rows of an import are removed.
using OnDropped = std::function<void(const Import& import)>;

/// Removes the staged rows of an import, in short steps.
Status drop(AdminStore& store, Sequence import);

/// Removes the rows of broken-off imports. REQUIRES: the caller holds the ImportLock.
Status drop_left_over(AdminStore& store, const OnDropped& on_dropped);

/// The same for a caller without the lock: takes it meanwhile. Does nothing while an import runs, because that import
/// has removed them. Call it before records are purged: only the log shows which rows an import staged. `folder` is
/// that of the register.
Status drop_broken_off(const std::string& folder, AdminStore& store, const OnDropped& on_dropped);

}  // namespace permit
