// Makes check codes with the keys of a file, and tells them from those that somebody made up.
//
//   mac = the first 4 bytes, big-endian, of HMAC-SHA-256 under the key over
//         "permit8103 check code 1\0"  key:u8  permit:u8          as in the code (code.h)
//         end:i64                                                 whole minutes; the largest value: no end
//         text(document)  text(phone)  text(purpose)              length:u32, then the bytes, UTF-8
//
// Integers are big-endian. The phone is empty where there is a document: only a permit without one is the phone's.
//
// Who makes up a code without the key is right once in 2^32 tries for each purpose that is tried on it, and needs
// somebody with the key for each try: nothing but a keyholder tells a right code from a wrong one.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "checkcode/code.h"
#include "checkcode/key_file.h"
#include "core/check_code.h"

namespace permit {

/// What a code vouches for, beside the bits in it.
struct Claim {
  std::string_view document;
  std::string_view phone;  ///< empty where there is a document
  std::string_view purpose;
  std::optional<Instant> until;
};

class Signer final : public CheckCodes {
 public:
  /// Reads the keys now and never again: a change of the file needs a new signer.
  static Result<std::unique_ptr<Signer>> open(const std::string& key_file);
  explicit Signer(Keys keys) : keys_(std::move(keys)) {}

  std::string code_of(const Permit& permit) const override;

  bool knows_key_of(const CodeBits& code) const { return keys_.has(code.key); }
  /// Whether the code was made for that. False where its key is unknown.
  bool vouches(const CodeBits& code, const Claim& claim) const;

 private:
  const Keys keys_;
};

/// 8 digits by which two copies of a key are compared without showing it. Returns an error when libcrypto
/// refuses HMAC-SHA-256.
Result<std::string> fingerprint(Key key);

}  // namespace permit
