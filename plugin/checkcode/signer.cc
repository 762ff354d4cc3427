#include "checkcode/signer.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <array>
#include <limits>

#include "base/digest.h"

namespace permit {

namespace {

using namespace std::string_view_literals;
using std::chrono::minutes;

constexpr std::string_view kCodeLabel = "permit8103 check code 1\0"sv;
constexpr std::string_view kFingerprintLabel = "permit8103 key fingerprint 1\0"sv;

void put_number(std::string& bytes, std::uint64_t value, unsigned size) {
  while (size-- > 0) bytes += static_cast<char>(value >> (8 * size) & 0xFF);
}

void put_text(std::string& bytes, std::string_view text) {
  put_number(bytes, text.size(), 4);
  bytes += text;
}

/// Freeing the context wipes it, with the key in it.
std::optional<Digest> hmac_sha256(Key key, std::string_view data) {
  // Fetched once: without a fetched algorithm libcrypto looks it up by name on each use.
  static EVP_MAC* const algorithm = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  const std::unique_ptr<EVP_MAC_CTX, void (*)(EVP_MAC_CTX*)> mac(algorithm ? EVP_MAC_CTX_new(algorithm) : nullptr,
                                                                 EVP_MAC_CTX_free);
  char digest_name[] = "SHA256";
  const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest_name, 0),
                                   OSSL_PARAM_construct_end()};
  Digest digest{};
  std::size_t size = 0;
  const bool done = mac && EVP_MAC_init(mac.get(), key.data(), key.size(), parameters) == 1 &&
                    EVP_MAC_update(mac.get(), reinterpret_cast<const unsigned char*>(data.data()), data.size()) == 1 &&
                    EVP_MAC_final(mac.get(), digest.data(), &size, digest.size()) == 1 && size == digest.size();
  return done ? std::optional(digest) : std::nullopt;
}

Error refused() { return {"libcrypto refuses HMAC-SHA-256; check its configuration (openssl.cnf)"}; }

using Mac = std::array<std::uint8_t, 4>;

std::optional<Mac> mac_of(Key key, const CodeBits& code, const SignedFields& fields) {
  std::string data(kCodeLabel);
  put_number(data, code.key, 1);
  put_number(data, code.permit, 1);
  const auto end = fields.until ? std::chrono::ceil<minutes>(fields.until->time_since_epoch()).count()
                                : std::numeric_limits<std::int64_t>::max();
  put_number(data, static_cast<std::uint64_t>(end), 8);
  put_text(data, fields.document);
  put_text(data, fields.phone);
  put_text(data, fields.purpose);
  const auto digest = hmac_sha256(key, data);
  if (!digest) return std::nullopt;
  return Mac{(*digest)[0], (*digest)[1], (*digest)[2], (*digest)[3]};
}

std::uint32_t number_of(const Mac& mac) {
  return std::uint32_t{mac[0]} << 24 | std::uint32_t{mac[1]} << 16 | std::uint32_t{mac[2]} << 8 | mac[3];
}

Mac bytes_of(std::uint32_t mac) {
  return {static_cast<std::uint8_t>(mac >> 24), static_cast<std::uint8_t>(mac >> 16),
          static_cast<std::uint8_t>(mac >> 8), static_cast<std::uint8_t>(mac)};
}

}  // namespace

Result<std::unique_ptr<Signer>> Signer::open(const std::string& key_file) {
  auto keys = Keys::load(key_file);
  if (!keys) return keys.error();
  if (!hmac_sha256(keys->key(keys->current()), {})) return refused();
  return std::make_unique<Signer>(std::move(*keys));
}

std::string Signer::code_of(const Permit& permit) const {
  CodeBits code{keys_.current(), end_bits(permit.period.until), static_cast<std::uint8_t>(permit.sequence & 31)};
  const std::string_view phone = permit.document.empty() ? std::string_view{permit.phone} : std::string_view{};
  const auto mac = mac_of(keys_.key(code.key), code, {permit.document, phone, permit.purpose, permit.period.until});
  if (!mac) return {};
  code.mac = number_of(*mac);
  return render_code(code);
}

bool Signer::verify(const CodeBits& code, const SignedFields& fields) const {
  if (!knows_key_of(code) || end_bits(fields.until) != code.end) return false;
  const auto expected = mac_of(keys_.key(code.key), code, fields);
  const Mac given = bytes_of(code.mac);
  return expected && CRYPTO_memcmp(expected->data(), given.data(), given.size()) == 0;
}

Result<std::string> fingerprint(Key key) {
  const auto digest = hmac_sha256(key, kFingerprintLabel);
  if (!digest) return refused();
  return hex(*digest).substr(0, 8);
}

}  // namespace permit
