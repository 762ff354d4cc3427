// Memory for what must not be found later: kept out of core dumps and, as far as the process may lock memory, of the
// swap; wiped at its end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "base/result.h"

namespace permit {

class SecretMemory {
 public:
  /// All zero. The error: the system has no memory.
  static Result<SecretMemory> make(std::size_t size);

  SecretMemory(SecretMemory&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}
  SecretMemory& operator=(SecretMemory&& other) noexcept {
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  ~SecretMemory();

  std::span<std::uint8_t> bytes() { return bytes_; }
  std::span<const std::uint8_t> bytes() const { return bytes_; }
  char* chars() { return reinterpret_cast<char*>(bytes_.data()); }
  const char* chars() const { return reinterpret_cast<const char*>(bytes_.data()); }

 private:
  explicit SecretMemory(std::span<std::uint8_t> bytes) : bytes_(bytes) {}

  std::span<std::uint8_t> bytes_;
};

}  // namespace permit
