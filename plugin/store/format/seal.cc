#include "store/format/seal.h"

#include <openssl/rand.h>

#include "store/format/failure.h"
#include "store/format/hash.h"

namespace permit {
namespace {

enum : std::uint8_t { kNothing, kWhole, kErased };

using Salt = Salts::Salt;

std::string_view view(const Salt& salt) { return {reinterpret_cast<const char*>(salt.data()), salt.size()}; }

Sealed read_parts(ByteReader& in) {
  switch (in.u8()) {
    case kNothing:
      return {.seal = {}, .bytes = ""};
    case kWhole: {
      Salt salt{};
      in.fixed(salt);
      const std::string_view bytes = in.view();
      if (bytes.empty()) in.fail();  // an empty part is written as such
      return {.seal = sha256_or_throw({view(salt), bytes}), .bytes = bytes};
    }
    case kErased: {
      Sealed sealed;
      in.fixed(sealed.seal);
      return sealed;
    }
    default:
      in.fail();
      return {};
  }
}

}  // namespace

const Salts::Salt& Salts::next() {
  if (given_ == drawn_.size()) {
    if (RAND_bytes(drawn_.front().data(), sizeof drawn_) != 1)
      throw Failure(0, "libcrypto returns no random bytes. Check its configuration (openssl.cnf).");
    given_ = 0;
  }
  return drawn_[given_++];
}

Digest write_sealed(ByteWriter& out, std::string_view bytes, Salts& salts) {
  if (bytes.empty()) {
    out.u8(kNothing);
    return {};
  }
  const Salt& salt = salts.next();
  out.u8(kWhole);
  out.fixed(salt);
  out.text(bytes);
  return sha256_or_throw({view(salt), bytes});
}

void write_erased(ByteWriter& out, const Digest& seal) {
  if (seal == Digest{}) return out.u8(kNothing);
  out.u8(kErased);
  out.fixed(seal);
}

Sealed read_sealed(ByteReader& in) {
  const std::string_view from = in.rest();
  Sealed sealed = read_parts(in);
  sealed.whole = from.substr(0, from.size() - in.rest().size());
  return sealed;
}

void write_again(ByteWriter& out, const Sealed& sealed, bool erased) {
  if (erased) return write_erased(out, sealed.seal);
  out.raw(sealed.whole);
}

}  // namespace permit
