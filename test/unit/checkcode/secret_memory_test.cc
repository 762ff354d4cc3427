#include "checkcode/secret_memory.h"

#include <sys/mman.h>

#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include <CppUTest/TestHarness.h>

using namespace permit;

namespace {

constexpr std::size_t kSize = std::size_t{16} << 10;

/// Returns the memory of this process that is never swapped (proc_pid_status(5)), in KiB.
long locked() {
  std::ifstream rows("/proc/self/status");
  for (std::string row; std::getline(rows, row);)
    if (row.starts_with("VmLck:")) return std::stol(row.substr(6));
  return -1;
}

/// Returns whether memory can be locked: not beyond RLIMIT_MEMLOCK, and never in a sanitizer build, where mlock(2) does
/// nothing.
bool may_lock() {
  std::vector<char> bytes(2 * kSize);
  const long before = locked();
  if (mlock(bytes.data(), bytes.size()) != 0) return false;
  const bool is_locked = locked() > before;
  munlock(bytes.data(), bytes.size());
  return is_locked;
}

}  // namespace

TEST_GROUP(SecretMemory){};

TEST(SecretMemory, isLockedWhileItLives) {
  if (!may_lock()) {
    std::cout << "(skipped: this process cannot lock memory) ";
    return;
  }
  const long before = locked();
  {
    const auto memory = SecretMemory::make(kSize);
    LONGS_EQUAL(before + 16, locked());
  }
  LONGS_EQUAL(before, locked());
}
