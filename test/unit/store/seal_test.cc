#include "store/format/seal.h"

#include <set>
#include <string>

#include <CppUTest/TestHarness.h>

using namespace permit;

namespace {

Sealed read(const std::string& bytes) {
  ByteReader in(bytes);
  const Sealed sealed = read_sealed(in);
  CHECK_TRUE(in.complete());
  return sealed;
}

bool is_refused(const std::string& bytes) {
  ByteReader in(bytes);
  (void)read_sealed(in);
  return !in.complete();
}

}  // namespace

TEST_GROUP(Seal) {
  std::string bytes;
  ByteWriter out{bytes};
  Salts salts;
};

TEST(Seal, keepsSealedBytes) {
  const Digest seal = write_sealed(out, "AZE12345678", salts);
  CHECK_TRUE(read(bytes).seal == seal);
  CHECK_TRUE(read(bytes).bytes == "AZE12345678");
}

TEST(Seal, staysWhenItsBytesAreErased) {
  const Digest seal = write_sealed(out, "AZE12345678", salts);
  std::string erased;
  ByteWriter rest(erased);
  write_erased(rest, seal);
  CHECK_TRUE(read(erased).seal == seal);
  CHECK_FALSE(read(erased).bytes.has_value());
  CHECK_TRUE(erased.find("AZE12345678") == std::string::npos);
}

TEST(Seal, hidesWhetherBytesAreEqual) {
  const Digest one = write_sealed(out, "AZE12345678", salts);
  const Digest other = write_sealed(out, "AZE12345678", salts);
  CHECK_TRUE(one != other);
}

TEST(Seal, hasItsOwnSalt) {
  std::set<Salts::Salt> seen;
  for (int i = 0; i < 100; ++i) seen.insert(salts.next());
  LONGS_EQUAL(100, seen.size());
}

TEST(Seal, ofNothingIsEmptyAlsoWhenErased) {
  CHECK_TRUE(write_sealed(out, "", salts) == Digest{});
  CHECK_TRUE(read(bytes).bytes == "");
  std::string erased;
  ByteWriter rest(erased);
  write_erased(rest, {});
  CHECK_TRUE(erased == bytes);
}

TEST(Seal, breaksWithEveryChangedByte) {
  const Digest seal = write_sealed(out, "AZE12345678", salts);
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (int change = 1; change < 256; ++change) {
      std::string changed = bytes;
      changed[at] = static_cast<char>(changed[at] ^ change);
      ByteReader in(changed);
      const Digest read = read_sealed(in).seal;
      CHECK_TRUE(!in.complete() || read != seal);
    }
  }
}

TEST(Seal, thatIsCutShortIsRefused) {
  (void)write_sealed(out, "AZE12345678", salts);
  for (std::size_t size = 0; size < bytes.size(); ++size) CHECK_TRUE(is_refused(bytes.substr(0, size)));
  CHECK_TRUE(is_refused("\x03"));
}
