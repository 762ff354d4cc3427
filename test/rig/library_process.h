// The library in a process of its own, as far as permitctl can tell: it follows a rule folder into a register, and says
// so there.
#pragma once

#include <string>

#include "test/rig/store_process.h"

namespace permit::test {

class LibraryProcess {
 public:
  /// Follows `rules` until it is destroyed; returns once the register is there, with those rules if they compile.
  LibraryProcess(std::string rules, std::string store);

 private:
  Signal ready_;
  ChildProcess process_;
};

}  // namespace permit::test
