// Sealed bytes: a part of a log record that can be taken out of it later without breaking the hash chain, which runs
// over the part's seal and not over its bytes. The salt keeps those who see a seal from trying all documents.
//
//   sealed = 0:u8                 there never was anything
//          | 1:u8 salt:16 text    as written
//          | 2:u8 seal:32         erased: the bytes and the salt are gone, the seal stays
//   seal   = SHA-256 of salt ‖ bytes; all zero where there never was anything
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/digest.h"
#include "store/format/bytes.h"

namespace permit {

/// Random salts, each given once. Several are drawn at a time: for libcrypto to begin takes longer than to draw.
class Salts {
 public:
  using Salt = std::array<std::uint8_t, 16>;

  /// Until the next call. Throws Failure when libcrypto gives none.
  const Salt& next();

 private:
  std::array<Salt, 16> drawn_{};
  std::size_t given_ = drawn_.size();
};

/// Appends `bytes` under a salt of their own, and returns their seal. Throws Failure likewise.
Digest write_sealed(ByteWriter& out, std::string_view bytes, Salts& salts);
/// Appends what is left of erased bytes. An all-zero seal: there never was anything.
void write_erased(ByteWriter& out, const Digest& seal);

/// A sealed part, read. Points into what it was read from.
struct Sealed {
  Digest seal{};
  std::optional<std::string_view> bytes;  ///< nothing: erased
  std::string_view whole{};               ///< the part as it stands, with its salt
};

/// The reader fails when there is no sealed part.
Sealed read_sealed(ByteReader& in);

/// Appends a part as it was read, or what is left when it is erased.
void write_again(ByteWriter& out, const Sealed& sealed, bool erased);

}  // namespace permit
