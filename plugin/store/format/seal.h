// Sealed bytes: a part of a log record that can be erased later without breaking the hash chain, which covers the seal
// of the part instead of its bytes. The salt prevents finding a document by trying all documents against a seal.
//
//   sealed = 0:u8                 empty from the start
//          | 1:u8 salt:16 text    as written
//          | 2:u8 seal:32         erased: the bytes and the salt are gone, the seal stays
//   seal   = SHA-256 of salt ‖ bytes; all zero where the part was empty from the start
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/digest.h"
#include "store/format/bytes.h"

namespace permit {

/// Random salts, each given once. Several are drawn at a time, because a call of libcrypto costs more than its bytes.
class Salts {
 public:
  using Salt = std::array<std::uint8_t, 16>;

  /// Returns a salt that is valid until the next call. Throws Failure when libcrypto gives none.
  const Salt& next();

 private:
  std::array<Salt, 16> drawn_{};
  std::size_t given_ = drawn_.size();
};

/// Appends `bytes` under a new salt and returns their seal. Throws Failure when libcrypto fails.
Digest write_sealed(ByteWriter& out, std::string_view bytes, Salts& salts);
/// Appends the seal of erased bytes. An all-zero `seal` means that the part was empty from the start.
void write_erased(ByteWriter& out, const Digest& seal);

/// A sealed part that was read. Points into the bytes that it was read from.
struct Sealed {
  Digest seal{};
  std::optional<std::string_view> bytes;  ///< absent when erased
  std::string_view whole{};               ///< the whole part, with its salt
};

/// Makes the reader fail when the bytes are not a valid sealed part.
Sealed read_sealed(ByteReader& in);

/// Appends a part as it was read or, if `erased`, only its seal.
void write_again(ByteWriter& out, const Sealed& sealed, bool erased);

}  // namespace permit
