#include "checkcode/key_file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <sys/stat.h>
#include <unistd.h>

#include "test/rig/store_folder.h"

#include <CppUTest/TestHarness.h>

using namespace permit;

namespace fs = std::filesystem;

namespace {

/// Returns the digits of a key.
std::string digits(char digit = 'a') { return std::string(2 * kKeySize, digit); }

/// Returns the error in parsing a file `f`.
std::string parse_error(const std::string& text) {
  const auto keys = Keys::parse("f", text);
  return keys ? "nothing" : keys.error().message;
}

std::string text_of(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

TEST_GROUP(KeyFile) {
  test::StoreFolder folder;
  const std::string file = folder.file("keys");

  void write(const std::string& text, mode_t mode = 0600) const {
    std::ofstream(file, std::ios::binary) << text;
    CHECK_EQUAL(0, chmod(file.c_str(), mode));
  }

  std::string refusal() const {
    const auto keys = Keys::load(file);
    return keys ? "none" : keys.error().message;
  }

  KeyId add(bool wrap = false) const {
    const auto id = add_key(file, wrap, "2020-07-21");
    CHECK_TRUE_TEXT(id.ok(), id ? "" : id.error().message.c_str());
    return *id;
  }
};

TEST(KeyFile, keepsKeysInFileOrder) {
  const auto keys = Keys::parse("f", "# mine\n\n 3 : " + digits('0') + " # old\r\n1:" + digits('F').substr(2) + "0a");
  CHECK_TRUE(keys.ok());
  CHECK_TRUE(keys->ids() == std::vector<KeyId>({3, 1}));
  LONGS_EQUAL(1, keys->current());
  LONGS_EQUAL(0, keys->key(3)[31]);
  LONGS_EQUAL(0xFF, keys->key(1)[0]);
  LONGS_EQUAL(0x0A, keys->key(1)[31]);
  CHECK_FALSE(keys->has(0));
}

TEST(KeyFile, namesTheLineThatIsWrong) {
  STRCMP_EQUAL("f:2: begin with the id of a key, 0 to 31, and a colon",
               parse_error("#\n32: " + digits() + "\n").c_str());
  STRCMP_EQUAL("f:1: begin with the id of a key, 0 to 31, and a colon", parse_error(digits()).c_str());
  STRCMP_EQUAL("f:1: a key has 64 hexadecimal digits, this one 63", parse_error("1: " + digits().substr(1)).c_str());
  STRCMP_EQUAL("f:1: a key has only hexadecimal digits", parse_error("1: g" + digits().substr(1)).c_str());
  STRCMP_EQUAL("f:2: key 1 is already in an earlier line; keep one of the two",
               parse_error("1: " + digits() + "\n1: " + digits('b')).c_str());
  STRCMP_EQUAL("the key file `f' holds no key; make one with `permitctl keys new f'", parse_error("# none\n").c_str());
}

TEST(KeyFile, isPrivateAndGrows) {
  LONGS_EQUAL(0, add());
  struct stat status {};
  CHECK_EQUAL(0, stat(file.c_str(), &status));
  LONGS_EQUAL(0600, status.st_mode & 07777);
  const std::string first = text_of(file);
  LONGS_EQUAL(1, add());
  STRCMP_CONTAINS(first.c_str(), text_of(file).c_str());
  const auto keys = Keys::load(file);
  CHECK_TRUE(keys.ok());
  LONGS_EQUAL(1, keys->current());
  CHECK_FALSE(std::equal(keys->key(0).begin(), keys->key(0).end(), keys->key(1).begin()));
  LONGS_EQUAL(1, std::distance(fs::directory_iterator(folder.path()), {}));  // no temporary file is left in the folder
}

TEST(KeyFile, keepsEveryLineThatSomebodyWrote) {
  const std::string by_hand = "# of the ministry\n7: " + digits() + "  # by hand";
  write(by_hand);
  LONGS_EQUAL(8, add());
  CHECK_TRUE(text_of(file).starts_with(by_hand + "\n8: "));
}

TEST(KeyFile, wrapsIdsOnlyWhenAsked) {
  const std::string full = "0: " + digits() + "\n31: " + digits('b') + "\n";
  write(full);
  const auto refused = add_key(file, false, "");
  CHECK_FALSE(refused.ok());
  STRCMP_CONTAINS("with --wrap the new key gets id 0", refused.error().message.c_str());
  STRCMP_EQUAL(full.c_str(), text_of(file).c_str());

  LONGS_EQUAL(0, add(true));
  const auto keys = Keys::load(file);
  CHECK_TRUE(keys.ok());
  CHECK_TRUE(keys->ids() == std::vector<KeyId>({31, 0}));
  LONGS_EQUAL(1, add());
}

TEST(KeyFile, getsNoIdThatIsInUse) {
  write("6: " + digits() + "\n5: " + digits('b') + "\n");
  CHECK_FALSE(add_key(file, false, "").ok());
}

TEST(KeyFile, isRefusedIfOthersCanAccessIt) {
  for (const mode_t mode : {0640U, 0604U, 0620U, 0602U, 0610U, 0644U}) {
    write("1: " + digits(), mode);
    STRCMP_CONTAINS("is accessible to users other than its owner; use chmod 600", refusal().c_str());
    CHECK_FALSE(add_key(file, false, "").ok());
  }
  write("1: " + digits(), 0400);
  STRCMP_EQUAL("none", refusal().c_str());
}

TEST(KeyFile, isRefusedIfALinkOrNotARegularFile) {
  write("1: " + digits());
  fs::rename(file, file + ".real");
  fs::create_symlink(file + ".real", file);
  STRCMP_CONTAINS("is a symbolic link; name the file itself", refusal().c_str());
  CHECK_FALSE(add_key(file, false, "").ok());
  fs::remove(file);
  fs::create_directory(file);
  STRCMP_CONTAINS("is not a regular file", refusal().c_str());
  fs::remove(file);
  CHECK_EQUAL(0, mkfifo(file.c_str(), 0600));
  STRCMP_CONTAINS("is not a regular file", refusal().c_str());
}

TEST(KeyFile, isRefusedIfAnotherUserOwnsIt) {
  if (geteuid() != 0) return;  // only root can change the owner of a file
  write("1: " + digits());
  CHECK_EQUAL(0, chown(file.c_str(), 4711, 4711));
  STRCMP_CONTAINS("belongs to user 4711, and must belong to root or to the user who reads it, 0", refusal().c_str());
}

TEST(KeyFile, absenceErrorSaysHowToMakeIt) {
  STRCMP_EQUAL(("the key file `" + file + "' does not exist; make it with `permitctl keys new " + file + "'").c_str(),
               refusal().c_str());
}

TEST(KeyFile, isWrittenByOneAtATime) {
  write("1: " + digits());
  std::ofstream(file + ".new") << "another's";
  const auto refused = add_key(file, false, "");
  CHECK_FALSE(refused.ok());
  STRCMP_CONTAINS(".new' exists: another program is writing ", refused.error().message.c_str());
  STRCMP_EQUAL("another's", text_of(file + ".new").c_str());
}

TEST(KeyFile, leaksNoKeyInAnyError) {
  const std::string secret = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
  for (const std::string& text : {"1: " + secret + "0", "x: " + secret, "1: " + secret + "\n1: " + secret, secret}) {
    write(text);
    CHECK_TRUE(refusal().find("0123456789abcdef") == std::string::npos);
  }
}
