#include "store/lmdb/private_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "store/lmdb/environment.h"
#include "system/descriptor.h"
#include "test/rig/store_process.h"
#include "test/rig/tmp_folder.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::test;
using lmdb::Environment;
using lmdb::WriteTransaction;

namespace fs = std::filesystem;

namespace {

constexpr uid_t kService = 48103;
constexpr uid_t kPoliceman = 48104;
constexpr gid_t kReaders = 48105;
const std::vector<std::string> kFiles = {"data.mdb", "lock.mdb", "writer.lock", "import.lock"};

struct stat status_of(const std::string& path) {
  struct stat status {};
  if (lstat(path.c_str(), &status) != 0) FAIL(path.c_str());
  return status;
}
mode_t mode_of(const std::string& path) { return status_of(path).st_mode & 07777; }

Status put(Environment& environment, const std::string& value) {
  return environment.write([&](WriteTransaction& transaction) {
    transaction.put(transaction.create("rows"), "key", value);
    return Done{};
  });
}

}  // namespace

TEST_GROUP(PrivateFiles) {
  TmpFolder scratch;
  const std::string folder = scratch.path() / "register";

  /// A register as an older version left it, with an import.lock.
  void make_old_register() const {
    CHECK(put(*must_open(), "1").ok());
    std::ofstream(file("import.lock")).flush();
    give_old_modes();
  }
  void give_old_modes() const {
    for (const std::string& name : kFiles) CHECK_EQUAL(0, chmod(file(name).c_str(), name == "data.mdb" ? 0640 : 0660));
    CHECK_EQUAL(0, chmod(folder.c_str(), 02750));
  }
  std::string file(const std::string& name) const { return folder + "/" + name; }
  std::unique_ptr<Environment> must_open(const lmdb::Options& options = {}) const {
    auto environment = Environment::open(folder, options);
    if (!environment) FAIL(environment.error().message.c_str());
    return std::move(*environment);
  }
  void check_private() const {
    LONGS_EQUAL(0700, mode_of(folder));
    for (const std::string& name : kFiles) LONGS_EQUAL_TEXT(0600, mode_of(file(name)), name.c_str());
  }
  static bool is_root() {
    if (geteuid() != 0) std::cout << "(skipped: only root can be another user) ";
    return geteuid() == 0;
  }
  void give_to_service() const {
    CHECK_EQUAL(0, chown(folder.c_str(), kService, kReaders));
    for (const std::string& name : kFiles) CHECK_EQUAL(0, chown(file(name).c_str(), kService, kReaders));
    give_old_modes();  // chown(2) clears the bit that sets the group
    CHECK_EQUAL(0, chmod(scratch.path().c_str(), 0755));
  }
};

TEST(PrivateFiles, areThoseOfANewRegisterWhateverTheUmask) {
  for (const mode_t mask : {0U, 022U, 077U}) {
    const mode_t before = umask(mask);
    CHECK(put(*must_open(), "1").ok());
    umask(before);
    LONGS_EQUAL(0700, mode_of(folder));
    for (const char* name : {"data.mdb", "lock.mdb", "writer.lock"}) LONGS_EQUAL(0600, mode_of(file(name)));
    fs::remove_all(folder);
  }
}

TEST(PrivateFiles, areThoseOfAnOldRegisterOnceItsOwnerOpensIt) {
  for (const bool read_only : {false, true}) {
    make_old_register();
    must_open({.read_only = read_only});
    check_private();
  }
}

TEST(PrivateFiles, stayAsTheyAreWhenTheRegisterIsOpenedAgain) {
  make_old_register();
  must_open();
  const struct stat before = status_of(file("data.mdb"));
  const struct stat folder_before = status_of(folder);
  must_open({.read_only = true});
  const auto is_same = [](const timespec& a, const timespec& b) {
    return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
  };
  CHECK(is_same(before.st_ctim, status_of(file("data.mdb")).st_ctim));
  CHECK(is_same(folder_before.st_ctim, status_of(folder).st_ctim));
}

TEST(PrivateFiles, areMadeWhileAnotherProgramUsesTheRegister) {
  make_old_register();
  Signal is_open;
  Signal is_private;
  ChildProcess other([&] {
    const auto environment = Environment::open(folder, {});
    if (!environment || !put(**environment, "2").ok()) return 1;
    give_old_modes();
    is_open.give();
    return is_private.await() && put(**environment, "3").ok() ? 0 : 2;
  });
  CHECK(is_open.await());
  const auto environment = must_open();
  check_private();
  is_private.give();
  LONGS_EQUAL(0, other.wait());
  const auto value = environment->read([](const lmdb::ReadTransaction& transaction) {
    return std::string(transaction.get(transaction.at("rows"), "key").value_or("none"));
  });
  STRCMP_EQUAL("3", value->c_str());
}

// A process loses its record locks on a file when it closes any descriptor of the file, except one of O_PATH.
TEST(PrivateFiles, leaveThisProcessItsLocks) {
  make_old_register();
  const auto environment = must_open();
  const auto is_locked = [&](const char* name) {
    ChildProcess other([&] {
      const Descriptor opened(open(file(name).c_str(), O_RDWR | O_CLOEXEC));
      struct flock lock {};
      lock.l_type = F_WRLCK;
      lock.l_whence = SEEK_SET;
      const bool is_known = fcntl(opened.get(), F_GETLK, &lock) == 0;
      return is_known && lock.l_type != F_UNLCK && lock.l_pid == getppid() ? 0 : 1;
    });
    return other.wait() == 0;
  };
  const auto written = environment->write([&](WriteTransaction&) {
    give_old_modes();
    const Descriptor opened(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    LONGS_EQUAL(0, lmdb::make_private(opened.get()));
    CHECK(is_locked("writer.lock"));
    CHECK(is_locked("lock.mdb"));
    return Done{};
  });
  CHECK(written.ok());
  check_private();
}

TEST(PrivateFiles, doNotMakeAFolderOfOtherProgramsPrivate) {
  make_old_register();
  std::ofstream(file("other")).flush();
  CHECK_EQUAL(0, chmod(file("other").c_str(), 0664));
  CHECK_EQUAL(0, chmod(folder.c_str(), 0775));
  must_open();
  LONGS_EQUAL(0755, mode_of(folder));
  LONGS_EQUAL(0664, mode_of(file("other")));
  for (const std::string& name : kFiles) LONGS_EQUAL(0600, mode_of(file(name)));
}

TEST(PrivateFiles, areNotFoundThroughALink) {
  make_old_register();
  const std::string victim = scratch.path() / "victim";
  std::ofstream(victim).flush();
  CHECK_EQUAL(0, chmod(victim.c_str(), 0644));
  fs::remove(file("import.lock"));
  fs::create_symlink(victim, file("import.lock"));
  must_open();
  LONGS_EQUAL(0644, mode_of(victim));
  LONGS_EQUAL(0600, mode_of(file("data.mdb")));
}

TEST(PrivateFiles, doNotHideThatEveryUserCouldWriteThem) {
  for (const char* name : {"", "/data.mdb", "/lock.mdb"}) {
    make_old_register();
    CHECK_EQUAL(0, chmod((folder + name).c_str(), 0777));
    must_open({.read_only = true});
    LONGS_EQUAL(0777, mode_of(folder + name));
    CHECK_EQUAL(0, chmod((folder + name).c_str(), 0700));
  }
}

TEST(PrivateFiles, areMadeByRootForTheOwner) {
  if (!is_root()) return;
  make_old_register();
  give_to_service();
  CHECK_EQUAL(0, chown(file("import.lock").c_str(), 0, 0));
  must_open({.read_only = true});
  LONGS_EQUAL(0700, mode_of(folder));
  LONGS_EQUAL(0600, mode_of(file("lock.mdb")));
  LONGS_EQUAL(0660, mode_of(file("import.lock")));  // a hard link to a file of root must not change that file
  LONGS_EQUAL(kService, status_of(file("lock.mdb")).st_uid);
}

TEST(PrivateFiles, areNotChangedByAnotherUser) {
  if (!is_root()) return;
  make_old_register();
  give_to_service();
  LONGS_EQUAL(0, run_as(kPoliceman, kReaders, [&] { return Environment::open(folder, {.read_only = true}) ? 0 : 1; }));
  LONGS_EQUAL(02750, mode_of(folder));
  LONGS_EQUAL(0660, mode_of(file("lock.mdb")));
}
