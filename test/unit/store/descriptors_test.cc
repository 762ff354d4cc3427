// A program that smsbox starts inherits nothing that the library opens.
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <set>
#include <string>

#include "checkcode/signer.h"
#include "ruleset/load.h"
#include "ruleset/read/watcher.h"
#include "store/open.h"
#include "system/descriptor.h"
#include "test/rig/store_folder.h"
#include "test/rig/store_samples.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::test;

namespace {

/// Returns the descriptors of this process that a program that it starts inherits.
std::set<int> inheritable() {
  std::set<int> found;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    const int number = std::atoi(entry.path().filename().c_str());
    const int flags = fcntl(number, F_GETFD);
    if (flags >= 0 && (flags & FD_CLOEXEC) == 0) found.insert(number);
  }
  return found;
}

}  // namespace

TEST_GROUP(Descriptors) {
  StoreFolder folder;
  const std::set<int> before = inheritable();
};

TEST(Descriptors, ofARegisterAreNotInheritedHoweverItIsOpened) {
  for (const OpenOptions& options :
       {OpenOptions{}, OpenOptions{.read_only = true}, OpenOptions{.read_only = true, .exclusive = true}}) {
    const auto store = open_store(folder.path(), options);
    CHECK_TRUE(store.ok());
    CHECK_TRUE(inheritable() == before);
  }
}

TEST(Descriptors, ofARegisterThatWasOpenedAgainAreNotInherited) {
  const auto store = open_store(folder.path());
  CHECK_TRUE(commit(**store, utc("2020-07-21T10:00"), {ask(1, "D")}).ok());
  std::filesystem::remove(folder.file("writer.lock"));
  CHECK_TRUE(commit(**store, utc("2020-07-21T10:01"), {ask(2, "D")}).ok());
  CHECK_TRUE(std::filesystem::exists(folder.file("writer.lock")));
  CHECK_TRUE(inheritable() == before);
}

TEST(Descriptors, ofACopyInProgressAreNotInherited) {
  const auto store = open_store(folder.path());
  const StoreFolder copy;
  bool is_seen = false;
  CopyOptions how;
  how.written = [&](std::uint64_t) {
    is_seen = true;
    CHECK_TRUE(inheritable() == before);
  };
  const Descriptor file(open(copy.file("data.mdb").c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  CHECK_TRUE((*store)->copy(file.get(), how).ok());
  CHECK_TRUE(is_seen);
}

TEST(Descriptors, ofRulesAndTheirWatchAreNotInherited) {
  const auto watch = FolderWatch::open("rules/8103");
  CHECK_TRUE(watch.ok() && load_folder("rules/8103").rules);
  CHECK_TRUE(inheritable() == before);
}

TEST(Descriptors, ofTheKeyFileAreNotInherited) {
  const std::string keys = folder.file("keys");
  std::ofstream(keys) << "0: " << std::string(64, 'a') << "\n";
  chmod(keys.c_str(), 0600);
  const auto signer = Signer::open(keys);
  CHECK_TRUE(signer.ok());
  CHECK_TRUE(inheritable() == before);
}
