// Makes check codes with the keys of a file, and detects forged ones.
//
//   mac = the first 4 bytes, big-endian, of HMAC-SHA-256 under the key over
//         "permit8103 check code 1\0"  key:u8  permit:u8          as in the code (code.h)
//         end:i64                                                 whole minutes; the largest value: no end
//         text(document)  text(phone)  text(purpose)              length:u32, then the bytes, UTF-8
//
// Integers are big-endian. The phone is empty if there is a document: only a permit without a document belongs to a
// phone.
//
// A forger without the key succeeds once in 2^32 tries for each purpose that is tried on a code, and needs a key holder
// for each try: only the key tells a correct code from a wrong one.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "checkcode/code.h"
#include "checkcode/key_file.h"
#include "core/check_code.h"

namespace permit {

/// The parts of a permit that a code signs, in addition to its own bits.
struct SignedFields {
  std::string_view document;
  std::string_view phone;  ///< empty if there is a document
  std::string_view purpose;
  std::optional<Instant> until;
};

/// Signs and verifies. Any thread.
class Signer final : public CheckCodeMaker {
 public:
  /// Reads the keys once: after a change of the file, open a new signer.
  static Result<std::unique_ptr<Signer>> open(const std::string& key_file);
  explicit Signer(Keys keys) : keys_(std::move(keys)) {}

  std::string code_of(const Permit& permit) const override;

  bool knows_key_of(const CodeBits& code) const { return keys_.has(code.key); }
  /// Returns whether the code was made for those fields; false if its key is unknown.
  bool verify(const CodeBits& code, const SignedFields& fields) const;

 private:
  const Keys keys_;
};

/// Returns 8 hexadecimal digits to compare two copies of a key without showing it; an error if libcrypto refuses
/// HMAC-SHA-256.
Result<std::string> fingerprint(Key key);

}  // namespace permit
