#include "store/chain.h"

#include <openssl/evp.h>

#include <memory>
#include <string>

#include "store/bytes.h"
#include "store/failure.h"

namespace permit {

Digest chain(const Digest& previous, Sequence sequence, std::string_view record) {
  std::string before;
  ByteWriter out(before);
  out.fixed(previous);
  out.u64(sequence);

  const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> hash(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  Digest digest{};
  const bool done = hash && EVP_DigestInit_ex(hash.get(), EVP_sha256(), nullptr) == 1 &&
                    EVP_DigestUpdate(hash.get(), before.data(), before.size()) == 1 &&
                    EVP_DigestUpdate(hash.get(), record.data(), record.size()) == 1 &&
                    EVP_DigestFinal_ex(hash.get(), digest.data(), nullptr) == 1;
  if (!done) throw Failure(0, "libcrypto refuses SHA-256. Look at its configuration (openssl.cnf).");
  return digest;
}

}  // namespace permit
