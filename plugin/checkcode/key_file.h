// The file of keys for check codes: text, one key a line, the oldest first. The last key signs and all keys verify, so
// codes from before a rotation stay valid until their key is removed.
//
//   # a comment, also after a key
//   0: 64 hexadecimal digits
//   1: 64 hexadecimal digits
//
// Everybody who can read the file can make codes. It is used only if it is a regular file, not a symbolic link, owned
// by root or by the user of the process, and inaccessible to all other users. Errors never contain keys.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "checkcode/secret_memory.h"

namespace permit {

/// 0 to 31. A code names the key that signed it.
using KeyId = std::uint8_t;
inline constexpr KeyId kMostKeys = 32;
inline constexpr std::size_t kKeySize = 32;
using Key = std::span<const std::uint8_t, kKeySize>;

/// The keys of one file, in memory that is wiped. Any thread may read them.
class Keys {
 public:
  /// Reads a file with at least one key; the error says what to correct.
  static Result<Keys> load(const std::string& file);
  /// Reads the text of a key file with at least one key; errors name `file`.
  static Result<Keys> parse(const std::string& file, std::string_view text);

  /// The ids, oldest first.
  const std::vector<KeyId>& ids() const { return ids_; }
  bool has(KeyId id) const;
  /// REQUIRES: has(id). The key lives as long as this object.
  Key key(KeyId id) const { return Key{memory_.bytes().subspan(id * kKeySize).first<kKeySize>()}; }
  /// The id of the key that signs.
  KeyId current() const { return ids_.back(); }

 private:
  explicit Keys(SecretMemory memory) : memory_(std::move(memory)) {}
  std::string parse_line(std::string_view line);

  SecretMemory memory_;  // the key with id N at offset N * kKeySize
  std::vector<KeyId> ids_;
};

/// Adds a new random key after those of the file, or creates the file (0600) with a first key, in one atomic step.
/// After id 31 it fails unless `wrap` is set; then ids begin again at 0 and the new key replaces the key with that id.
/// `note` becomes a comment after the key. Returns the id.
Result<KeyId> add_key(const std::string& file, bool wrap, std::string_view note);

}  // namespace permit
