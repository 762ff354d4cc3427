#include "store/format/bytes.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace permit {
namespace {

void append_number(std::string& bytes, std::uint64_t value, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) bytes.push_back(static_cast<char>(value >> (8 * i) & 0xff));
}

}  // namespace

void ByteWriter::u8(std::uint8_t value) { append_number(bytes_, value, 1); }
void ByteWriter::u32(std::uint32_t value) { append_number(bytes_, value, 4); }
void ByteWriter::u64(std::uint64_t value) { append_number(bytes_, value, 8); }

void ByteWriter::instant(Instant value) {
  const std::int64_t seconds = value.time_since_epoch().count();
  u64(static_cast<std::uint64_t>(seconds));
}

void ByteWriter::fixed(std::span<const std::uint8_t> value) { bytes_.append(value.begin(), value.end()); }

void ByteWriter::text(std::string_view value) {
  assert(value.size() <= std::numeric_limits<std::uint32_t>::max());
  u32(static_cast<std::uint32_t>(value.size()));
  bytes_.append(value);
}

std::string_view ByteReader::take(std::size_t size) {
  if (!ok_ || size > rest_.size()) {
    ok_ = false;
    return {};
  }
  const std::string_view taken = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return taken;
}

std::uint64_t ByteReader::number(std::size_t size) {
  const std::string_view bytes = take(size);
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) value |= std::uint64_t{static_cast<std::uint8_t>(bytes[i])} << (8 * i);
  return value;
}

std::uint8_t ByteReader::u8() { return static_cast<std::uint8_t>(number(1)); }
std::uint32_t ByteReader::u32() { return static_cast<std::uint32_t>(number(4)); }
std::uint64_t ByteReader::u64() { return number(8); }

Instant ByteReader::instant() { return Instant{std::chrono::seconds{static_cast<std::int64_t>(u64())}}; }

void ByteReader::fixed(std::span<std::uint8_t> value) {
  const std::string_view bytes = take(value.size());
  std::copy(bytes.begin(), bytes.end(), value.begin());
}

std::string_view ByteReader::view() { return take(u32()); }

}  // namespace permit
