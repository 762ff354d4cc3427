#include "system/sha256.h"

#include <memory>

#include <openssl/evp.h>

namespace permit {

Result<Digest> sha256(std::span<const std::string_view> parts) {
  // Fetched once: without a fetched algorithm libcrypto looks it up by name on each use.
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> hash(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  Digest digest{};
  unsigned size = 0;
  bool done = algorithm && hash && EVP_DigestInit_ex2(hash.get(), algorithm, nullptr) == 1;
  for (const std::string_view part : parts) done = done && EVP_DigestUpdate(hash.get(), part.data(), part.size()) == 1;
  done = done && EVP_DigestFinal_ex(hash.get(), digest.data(), &size) == 1 && size == digest.size();
  if (!done) return Error{"libcrypto refuses SHA-256; check its configuration (openssl.cnf)"};
  return digest;
}

}  // namespace permit
