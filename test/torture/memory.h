// What a process has taken from the machine.
#pragma once

#include <sys/types.h>

#include <cstddef>

namespace permit::test {

/// Memory that a process has to itself, in KiB. Throws RigFailure when there is no such process.
std::size_t anonymous_memory(pid_t process);

}  // namespace permit::test
