// Encodes and decodes little-endian numbers and counted strings.
//
//   u8 u32 u64 i64   unsigned and two's complement, little-endian
//   text             length:u32, then that many bytes
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/zone.h"

namespace permit {

/// Appends to a borrowed string.
class ByteWriter {
 public:
  explicit ByteWriter(std::string& bytes) : bytes_(bytes) {}

  void u8(std::uint8_t value);
  void u32(std::uint32_t value);
  void u64(std::uint64_t value);
  void instant(Instant value);
  void fixed(std::span<const std::uint8_t> value);
  /// Appends bytes without a length.
  void raw(std::string_view bytes) { bytes_.append(bytes); }
  /// REQUIRES: shorter than 4 GiB.
  void text(std::string_view value);

 private:
  std::string& bytes_;
};

/// Reads borrowed bytes and does not trust them: past the end, or after any failure, every value is zero or empty and
/// ok() is false.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  std::uint8_t u8();
  std::uint32_t u32();
  std::uint64_t u64();
  Instant instant();
  void fixed(std::span<std::uint8_t> value);
  std::string text() { return std::string(view()); }
  /// Returns a text as a view into the bytes.
  std::string_view view();

  /// Returns the bytes that were not read yet.
  std::string_view rest() const { return rest_; }

  void fail() { ok_ = false; }
  bool ok() const { return ok_; }
  /// Whether everything was there and nothing is left.
  bool complete() const { return ok_ && rest_.empty(); }

 private:
  std::string_view take(std::size_t size);
  std::uint64_t number(std::size_t size);

  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace permit
