// Memory for secrets: excluded from core dumps, kept out of swap as far as the process may lock memory, and wiped at
// the end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "base/result.h"

namespace permit {

/// Owns its pages. One thread writes; then any thread may read.
class SecretMemory {
 public:
  /// Returns `size` zero bytes; an error if the system has no memory.
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
