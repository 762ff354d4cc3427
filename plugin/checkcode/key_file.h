// The file of the keys that check codes are made with: text, one key a line, the oldest first. The last one signs, all
// verify, so that codes of before a rotation stay good until their key is taken out.
//
//   # a comment, also behind a key
//   0: 64 hexadecimal digits
//   1: 64 hexadecimal digits
//
// Who can read it can make codes. It is used only when it is a regular file, no symbolic link, that belongs to root or
// to who reads it, and that nobody else may read or write. Keys stand in no error.
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

class Keys {
 public:
  /// At least one key, or the error that says what to mend.
  static Result<Keys> load(const std::string& file);
  /// Likewise from the text of a file, whose name stands in errors.
  static Result<Keys> parse(const std::string& file, std::string_view text);

  /// Oldest first.
  const std::vector<KeyId>& ids() const { return ids_; }
  bool has(KeyId id) const;
  /// REQUIRES: has(id). Lives as long as the keys.
  Key key(KeyId id) const { return Key{memory_.bytes().subspan(id * kKeySize).first<kKeySize>()}; }
  /// The one that signs.
  KeyId current() const { return ids_.back(); }

 private:
  explicit Keys(SecretMemory memory) : memory_(std::move(memory)) {}
  std::string take(std::string_view line);

  SecretMemory memory_;  // key by id
  std::vector<KeyId> ids_;
};

/// Writes a new random key behind those of the file, or the first one into a new file (0600), in one step. After id 31
/// there is none until `wrap` says that ids begin again at 0, in place of the key that has it. `note` is a comment
/// behind the key. Returns its id.
Result<KeyId> add_key(const std::string& file, bool wrap, std::string_view note);

}  // namespace permit
