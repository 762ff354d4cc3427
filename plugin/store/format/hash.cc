#include "store/format/hash.h"

#include <openssl/evp.h>

#include <memory>

#include "store/format/failure.h"

namespace permit {

Digest sha256(std::initializer_list<std::string_view> parts) {
  // Found once: libcrypto looks an algorithm up by name each time it is not handed one.
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> hash(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  Digest digest{};
  bool done = algorithm && hash && EVP_DigestInit_ex2(hash.get(), algorithm, nullptr) == 1;
  for (const std::string_view part : parts) done = done && EVP_DigestUpdate(hash.get(), part.data(), part.size()) == 1;
  done = done && EVP_DigestFinal_ex(hash.get(), digest.data(), nullptr) == 1;
  if (!done) throw Failure(0, "libcrypto refuses SHA-256. Look at its configuration (openssl.cnf).");
  return digest;
}

}  // namespace permit
