// Simulates the library for permitctl: a separate process that follows a rule folder into a register and reports its
// status there.
#pragma once

#include <string>

#include "test/rig/store_process.h"

namespace permit::test {

class LibraryProcess {
 public:
  /// Follows `rules` until the object is destroyed. Returns when the register exists, with the rules if they compile.
  LibraryProcess(std::string rules, std::string store);

 private:
  Signal ready_;
  ChildProcess process_;
};

}  // namespace permit::test
