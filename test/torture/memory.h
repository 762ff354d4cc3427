// The memory that a process uses.
#pragma once

#include <sys/types.h>

#include <cstddef>

namespace permit::test {

/// Returns the private memory of a process, in KiB. Throws RigFailure when there is no such process.
std::size_t anonymous_memory(pid_t process);

}  // namespace permit::test
