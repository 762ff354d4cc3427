#include "system/sha256.h"

#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "test/rig/store_folder.h"

#include <CppUTest/TestHarness.h>

using permit::hex;
using permit::sha256;

TEST_GROUP(Sha256){};

// FIPS 180-2, appendix B: one block, two blocks, a million letters. The empty one: NIST CAVP.
TEST(Sha256, givesThePublishedDigests) {
  STRCMP_EQUAL("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", hex(*sha256({})).c_str());
  STRCMP_EQUAL("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", hex(*sha256({"abc"})).c_str());
  STRCMP_EQUAL("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
               hex(*sha256({"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"})).c_str());
  STRCMP_EQUAL("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
               hex(*sha256({std::string(1'000'000, 'a')})).c_str());
}

TEST(Sha256, hashesPartsAsOneText) {
  CHECK_TRUE(*sha256({"a", "", "bc"}) == *sha256({"abc"}));
  const std::vector<std::string_view> parts(1000, std::string_view("\0\xFF", 2));
  std::string together;
  for (const std::string_view part : parts) together += part;
  CHECK_TRUE(*sha256(parts) == *sha256({together}));
}

/// Runs permitctl with an OpenSSL configuration that asks for algorithms that no provider has.
TEST_GROUP(Sha256Refused) {
  permit::test::StoreFolder folder;
  std::string printed;

  /// Returns the exit status of permitctl, or 128 + the signal that killed it.
  int run(const std::string& arguments) {
    const std::string conf = folder.file("openssl.cnf");
    std::ofstream(conf) << "openssl_conf = all\n[all]\nalg_section = algorithms\n"
                           "[algorithms]\ndefault_properties = \"provider=none\"\n";
    const char* build = std::getenv("PERMIT8103_BUILD");
    const std::string program = std::string(build ? build : "build") + "/permitctl ";
    FILE* output = popen(("OPENSSL_CONF=" + conf + ' ' + program + arguments + " 2>&1").c_str(), "r");
    CHECK_TRUE(output != nullptr);
    printed.clear();
    for (int each = std::fgetc(output); each != EOF; each = std::fgetc(output)) printed += static_cast<char>(each);
    const int status = pclose(output);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
};

// Not zeros: they mean "no rules".
TEST(Sha256Refused, rulesWithoutAHashAreBroken) {
  LONGS_EQUAL(65, run("check --json test/rules/base"));
  STRCMP_CONTAINS("\"hash\": null", printed.c_str());
  STRCMP_CONTAINS("libcrypto refuses SHA-256; check its configuration (openssl.cnf)", printed.c_str());
}

TEST(Sha256Refused, keysWithoutAFingerprintAreNotListed) {
  const std::string keys = folder.file("keys");
  std::ofstream(keys) << "0: " << std::string(64, 'a') << '\n';
  std::filesystem::permissions(keys, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  LONGS_EQUAL(69, run("keys list " + keys));
  STRCMP_EQUAL("permitctl: libcrypto refuses HMAC-SHA-256; check its configuration (openssl.cnf)\n", printed.c_str());
}
