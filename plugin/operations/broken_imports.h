// Imports that were broken off: what they staged is visible to nobody and must not stay.
#pragma once

#include <functional>
#include <string>

#include "base/result.h"
#include "store/open.h"

namespace permit {

/// Called before what an import left is removed.
using OnDropped = std::function<void(const Import& import)>;

/// Removes what an import staged, in short steps.
Status drop(AdminStore& store, Sequence import);

/// Removes what broken-off imports left. REQUIRES: the caller holds the ImportLock.
Status drop_left_over(AdminStore& store, const OnDropped& on_dropped);

/// The same for a caller without the lock: takes it meanwhile, and does nothing while an import runs, because that
/// import has done it. Call it before records are purged: only the log shows what an import staged. `folder` is that of
/// the register.
Status drop_broken_off(const std::string& folder, AdminStore& store, const OnDropped& on_dropped);

}  // namespace permit
