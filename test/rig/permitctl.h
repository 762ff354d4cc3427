// Runs permitctl as an operator does, while the boxes of a rig run.
#pragma once

#include <string>
#include <vector>

#include "test/rig/process.h"
#include "test/rig/rig.h"

namespace permit::test {

/// Runs `permitctl VERB…` on the rig's rule folder and register.
Finished permitctl(const KannelRig& rig, std::vector<std::string> verb);

}  // namespace permit::test
