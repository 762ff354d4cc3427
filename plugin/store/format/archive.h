// One list of a record's members for both directions: `members(archive, record)` calls `archive(member)` for each
// member in the order of its bytes, and the archive writes or reads it.
//
//   u8 u32 u64     little-endian           bool, an enumerator   u8
//   instant        i64 seconds since 1970-01-01 00:00 UTC
//   text           length:u32, then that many bytes, any bytes
//   optional       has:bool, then the value if it has one
//   list           count:u32, then that many values
//   fixed arrays   their bytes
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "core/record.h"
#include "store/format/bytes.h"

namespace permit {

/// Writes. Appends to a borrowed string.
class OutArchive {
 public:
  explicit OutArchive(std::string& bytes) : out_(bytes) {}

  void operator()(bool value) { out_.u8(value ? 1 : 0); }
  void operator()(std::uint8_t value) { out_.u8(value); }
  void operator()(std::uint64_t value) { out_.u64(value); }
  void operator()(Instant value) { out_.instant(value); }
  void operator()(const std::string& value) { out_.text(value); }
  template <std::size_t size>
  void operator()(const std::array<std::uint8_t, size>& value) {
    out_.fixed(value);
  }
  void operator()(const Period& value) {
    (*this)(value.from);
    (*this)(value.until);
  }
  template <typename Value>
  void operator()(const std::optional<Value>& value) {
    (*this)(value.has_value());
    if (value) (*this)(*value);
  }
  template <typename Value>
  void operator()(const std::vector<Value>& values) {
    out_.u32(static_cast<std::uint32_t>(values.size()));
    for (const Value& value : values) (*this)(value);
  }
  /// An enumerator from `first` to `last`, which have no gaps.
  template <typename Enum>
  void choice(Enum value, Enum, Enum) {
    out_.u8(static_cast<std::uint8_t>(value));
  }

 private:
  ByteWriter out_;
};

/// Reads borrowed bytes and does not trust them: past the end, or after any failure, values are zero or empty and
/// complete() is false.
class InArchive {
 public:
  explicit InArchive(std::string_view bytes) : in_(bytes) {}

  void operator()(bool& value) {
    const std::uint8_t byte = in_.u8();
    if (byte > 1) in_.fail();
    value = byte == 1;
  }
  void operator()(std::uint8_t& value) { value = in_.u8(); }
  void operator()(std::uint64_t& value) { value = in_.u64(); }
  void operator()(Instant& value) { value = in_.instant(); }
  void operator()(std::string& value) { value = in_.text(); }
  template <std::size_t size>
  void operator()(std::array<std::uint8_t, size>& value) {
    in_.fixed(value);
  }
  void operator()(Period& value) {
    (*this)(value.from);
    (*this)(value.until);
  }
  template <typename Value>
  void operator()(std::optional<Value>& value) {
    bool has = false;
    (*this)(has);
    if (has) (*this)(value.emplace());
  }
  template <typename Value>
  void operator()(std::vector<Value>& values) {
    // Reserves no memory for a count that may be wrong: the bytes end first.
    for (std::uint32_t left = in_.u32(); left > 0 && in_.ok(); --left) (*this)(values.emplace_back());
  }
  template <typename Enum>
  void choice(Enum& value, Enum first, Enum last) {
    value = static_cast<Enum>(in_.u8());
    if (value >= first && value <= last) return;
    value = first;
    in_.fail();
  }

  void fail() { in_.fail(); }
  /// Whether everything was there and nothing is left.
  bool complete() const { return in_.complete(); }

 private:
  ByteReader in_;
};

}  // namespace permit
