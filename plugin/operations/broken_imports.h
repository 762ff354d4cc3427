// Imports that were broken off: what they staged is seen by nobody, and must not stay.
#pragma once

#include <string>

#include "base/result.h"
#include "store/open.h"

namespace permit::tool {

/// Takes out what an import staged, in short steps.
Status drop(AdminStore& desk, Sequence import);

/// Takes out what imports left that were broken off, and says of each that it does. REQUIRES: the ImportLock is held.
Status drop_left_over(RegisterStore& store);

/// Likewise, by who holds no lock: nothing while an import runs, which has seen to that. To be done before records are
/// purged, as the log alone tells what an import staged.
Status drop_broken_off(const std::string& folder, RegisterStore& store);

}  // namespace permit::tool
