#include "checkcode/signer.h"

#include <string>
#include <utility>

#include "test/rig/sample_rules.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using permit::test::at;
using std::chrono::minutes;

namespace {

constexpr std::string_view kCharacters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// The key with the bytes 0 to 31.
constexpr const char* kCounting = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

Keys keys_of(const std::string& text) {
  auto keys = Keys::parse("f", text);
  CHECK_TRUE(keys.ok());
  return std::move(*keys);
}

Permit permit_of(Sequence sequence, const std::string& document, const std::string& purpose,
                 std::optional<Instant> until) {
  Permit permit;
  permit.sequence = sequence;
  permit.document = document;
  permit.purpose = purpose;
  permit.phone = "35799112233";
  permit.period = {at("2020-07-21T10:00"), until};
  return permit;
}

SignedFields signed_fields_of(const Permit& permit) {
  return {permit.document, "", permit.purpose, permit.period.until};
}

}  // namespace

TEST_GROUP(Signer) {
  const Signer signer{keys_of(std::string("3: ") + kCounting)};
  const Permit permit = permit_of(1'234'567, "AZE12345678", "2", at("2020-07-21T13:00"));

  bool verifies(const std::string& code, const SignedFields& fields) const {
    const auto bits = parse_code(code);
    return bits && signer.verify(*bits, fields);
  }
};

// The expected codes come from Python's hmac.
TEST(Signer, makesTheSameCodesAsAnotherImplementation) {
  STRCMP_EQUAL("3DPG4X3Z76DE", signer.code_of(permit).c_str());
  STRCMP_EQUAL("3ZZZWYAZPZD3", signer.code_of(permit_of(1'234'567, "AZE12345678", "3", std::nullopt)).c_str());
  STRCMP_EQUAL("3DPG51EYGWSB", signer.code_of(permit_of(8, "", "1", at("2020-07-21T13:00"))).c_str());
  const std::string last = std::string("31: ") + kCounting;
  STRCMP_EQUAL("ZDPG52F2XC03",
               Signer(keys_of(last)).code_of(permit_of(8, "AZE12345678", "2", at("2020-07-21T13:00"))).c_str());
  STRCMP_EQUAL("4b041d4f", fingerprint(keys_of(last).key(31))->c_str());
}

TEST(Signer, verifiesWhatItSigned) {
  CHECK_TRUE(verifies(signer.code_of(permit), signed_fields_of(permit)));
  const Permit of_phone = permit_of(8, "", "1", std::nullopt);
  CHECK_TRUE(verifies(signer.code_of(of_phone), {"", of_phone.phone, "1", std::nullopt}));
}

// One in 2^32 of the other codes is accepted, but none of these.
TEST(Signer, refusesEveryOtherCharacterInTheCode) {
  const std::string code = signer.code_of(permit);
  for (std::size_t place = 0; place < code.size(); ++place) {
    for (const char character : kCharacters) {
      if (character == code[place]) continue;
      std::string altered = code;
      altered[place] = character;
      const auto bits = parse_code(altered);
      CHECK_TRUE(bits.has_value());
      SignedFields fields = signed_fields_of(permit);
      CHECK_FALSE(signer.verify(*bits, fields));
      fields.until = std::nullopt;
      CHECK_FALSE(signer.verify(*bits, fields));
      const auto ends = ends_around(bits->end, at("2020-07-21T10:00"));
      if (!ends) continue;
      for (const Instant end : *ends) {  // the ends that the code means now
        fields.until = end;
        CHECK_FALSE(signer.verify(*bits, fields));
      }
    }
  }
}

TEST(Signer, refusesEveryOtherCharacterInTheDocument) {
  const std::string code = signer.code_of(permit);
  for (std::size_t place = 0; place < permit.document.size(); ++place) {
    for (const char character : kCharacters) {
      if (character == permit.document[place]) continue;
      Permit altered = permit;
      altered.document[place] = character;
      CHECK_FALSE(verifies(code, signed_fields_of(altered)));
    }
  }
}

TEST(Signer, refusesAnotherPurposeAndAnotherEnd) {
  const std::string code = signer.code_of(permit);
  for (const char* purpose : {"", "1", "3", "22", "02"}) {
    Permit altered = permit;
    altered.purpose = purpose;
    CHECK_FALSE(verifies(code, signed_fields_of(altered)));
  }
  for (int minute = -3000; minute <= 3000; ++minute) {
    if (minute == 0) continue;
    CHECK_FALSE(verifies(code, {permit.document, "", "2", *permit.period.until + minutes(minute)}));
  }
  // The bits of the end also mean a time half a year later.
  CHECK_FALSE(verifies(code, {permit.document, "", "2", *permit.period.until + minutes((1 << 18) - 1)}));
}

TEST(Signer, distinguishesFieldsWithEqualText) {
  const Permit one = permit_of(8, "AZE1", "23", at("2020-07-21T13:00"));
  CHECK_FALSE(verifies(signer.code_of(one), {"AZE12", "", "3", one.period.until}));
  const Permit of_phone = permit_of(8, "", "1", at("2020-07-21T13:00"));
  CHECK_FALSE(verifies(signer.code_of(of_phone), {of_phone.phone, "", "1", of_phone.period.until}));
}

TEST(Signer, distinguishesTwoPermitsWithTheSameEnd) {
  const Permit next = permit_of(permit.sequence + 1, permit.document, permit.purpose, permit.period.until);
  CHECK_FALSE(signer.code_of(permit) == signer.code_of(next));
}

TEST(Signer, verifiesCodesFromBeforeARotation) {
  const std::string later = "4: " + std::string(2 * kKeySize, '5');
  const Signer rotated(keys_of(std::string("3: ") + kCounting + "\n" + later));
  const auto before = parse_code(signer.code_of(permit));
  const auto after = parse_code(rotated.code_of(permit));
  LONGS_EQUAL(3, before->key);
  LONGS_EQUAL(4, after->key);
  CHECK_TRUE(rotated.verify(*before, signed_fields_of(permit)));
  CHECK_TRUE(rotated.verify(*after, signed_fields_of(permit)));
  CHECK_FALSE(signer.knows_key_of(*after));
  CHECK_FALSE(signer.verify(*after, signed_fields_of(permit)));
  CHECK_FALSE(Signer(keys_of(later)).verify(*before, signed_fields_of(permit)));
}
