#include "checkcode/secret_memory.h"

#include <sys/resource.h>

#include <fstream>
#include <iostream>
#include <string>

#include <CppUTest/TestHarness.h>

using namespace permit;

namespace {

constexpr std::size_t kSize = std::size_t{16} << 10;

/// Memory of this process that is never swapped (proc_pid_status(5)), in KiB.
long locked() {
  std::ifstream rows("/proc/self/status");
  for (std::string row; std::getline(rows, row);)
    if (row.starts_with("VmLck:")) return std::stol(row.substr(6));
  return -1;
}

}  // namespace

TEST_GROUP(SecretMemory){};

TEST(SecretMemory, isLockedWhileItLives) {
  rlimit most{};
  if (getrlimit(RLIMIT_MEMLOCK, &most) != 0 || most.rlim_cur < 2 * kSize) {
    std::cout << "(skipped: this process may lock no memory) ";
    return;
  }
  const long before = locked();
  {
    const auto memory = SecretMemory::make(kSize);
    LONGS_EQUAL(before + 16, locked());
  }
  LONGS_EQUAL(before, locked());
}
