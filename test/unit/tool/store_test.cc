#include "tool/operate/store.h"

#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>

#include "store/lmdb/environment.h"
#include "store/open.h"
#include "test/rig/captured_output.h"
#include "test/rig/store_folder.h"
#include "test/rig/store_process.h"
#include "test/rig/store_samples.h"
#include "tool/cli/command_rules.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::tool;
using namespace permit::test;
using namespace std::chrono_literals;

namespace {

const Instant kMorning = utc("2020-07-21T10:00");

std::vector<Ask> some(unsigned first, unsigned count) {
  std::vector<Ask> asked;
  for (unsigned number = first; number < first + count; ++number)
    asked.push_back(ask(number, "D" + std::to_string(number)));
  return asked;
}

}  // namespace

TEST_GROUP(StoreCommand) {
  StoreFolder scratch;
  StoreOptions options;
  std::string out;
  std::string err;

  void setup() override {
    options.store = scratch.file("store");
    options.copy = scratch.file("copy");
    options.yes = true;
    CHECK_TRUE(commit(*opened(options.store), kMorning, some(0, 100)).ok());
  }

  static std::unique_ptr<RegisterStore> opened(const std::string& folder) { return std::move(*open_store(folder)); }
  ExitStatus execute(ExitStatus(*verb)(const StoreOptions&)) {
    const CapturedOutput output;
    const ExitStatus status = verb(options);
    out = output.out();
    err = output.err();
    return status;
  }
  bool is_there(const std::string& name) const { return std::filesystem::exists(scratch.file(name)); }
};

// The drill: the copy has every commit made before it; later commits are lost.
TEST(StoreCommand, aRestoredCopyHasEveryEarlierCommit) {
  LONGS_EQUAL(kYes, execute(store_backup));
  STRCMP_CONTAINS("holds the register up to record 100, chain ", out.c_str());
  CHECK_TRUE(commit(*opened(options.store), kMorning, some(100, 7)).ok());
  LONGS_EQUAL(kYes, execute(store_restore));
  STRCMP_CONTAINS("The copy ends with record 100, chain ", out.c_str());
  STRCMP_CONTAINS("ends with record 107, chain ", out.c_str());
  const auto store = opened(options.store);
  LONGS_EQUAL(100, *store->verify());
  LONGS_EQUAL(1, by_document(*store, "D99").size());
  CHECK_TRUE(by_document(*store, "D100").empty());
  // A lost text that is delivered again is answered anew.
  CHECK_FALSE(commit(*store, kMorning, some(100, 1))->at(0).is_duplicate);
  LONGS_EQUAL(107, *opened(scratch.file("store.replaced"))->verify());
  CHECK_TRUE(is_there("copy"));
}

TEST(StoreCommand, aCopyMadeWhileTextsComeEndsWithAWholeCommit) {
  Signal began;
  ChildProcess writer([&] {
    const auto store = open_store(options.store);
    if (!store.ok()) return 1;
    for (unsigned batch = 1; batch < 200; ++batch) {
      if (!commit(**store, kMorning, some(batch * 100, 10)).ok()) return 2;
      if (batch == 3) began.give();
    }
    return 0;
  });
  CHECK_TRUE(began.await());
  LONGS_EQUAL(kYes, execute(store_backup));
  LONGS_EQUAL(0, writer.wait());
  const auto copy = opened(options.copy);
  const Sequence last = *copy->verify();
  CHECK_TRUE(last >= 130 && last % 10 == 0);
  LONGS_EQUAL(100 + 199 * 10, *opened(options.store)->verify());
}

TEST(StoreCommand, aCopyIsAsPrivateAsTheRegister) {
  LONGS_EQUAL(kYes, execute(store_backup));
  struct stat file {};
  CHECK_EQUAL(0, stat((options.copy + "/data.mdb").c_str(), &file));
  LONGS_EQUAL(0600, file.st_mode & 0777);
  CHECK_EQUAL(0, stat(options.copy.c_str(), &file));
  LONGS_EQUAL(0700, file.st_mode & 0777);
  CHECK_FALSE(is_there("copy.partial"));
}

TEST(StoreCommand, nothingIsOverwritten) {
  LONGS_EQUAL(kYes, execute(store_backup));
  LONGS_EQUAL(kUsage, execute(store_backup));
  STRCMP_CONTAINS("exists; name a folder that does not", err.c_str());
}

TEST(StoreCommand, aCopyThatDoesNotVerifyIsNotRestored) {
  LONGS_EQUAL(kYes, execute(store_backup));
  {
    auto environment = lmdb::Environment::open(options.copy, {});
    CHECK_TRUE((*environment)
                   ->write([](lmdb::WriteTransaction& transaction) {
                     return transaction.erase(transaction.at("log"), std::string("\0\0\0\0\0\0\0\x07", 8));
                   })
                   .ok());
  }
  LONGS_EQUAL(kUnavailable, execute(store_restore));
  STRCMP_CONTAINS("record 7 of the log is missing", err.c_str());
  LONGS_EQUAL(100, *opened(options.store)->verify());
  CHECK_FALSE(is_there("store.partial"));
}

// LMDB keeps in the lock file which of the two roots of data.mdb is the newer one: a program that uses the lock file
// of another data.mdb reads and writes an empty register.
TEST(StoreCommand, anOpenRegisterIsNeitherReplacedNorCompacted) {
  LONGS_EQUAL(kYes, execute(store_backup));
  CHECK_TRUE(commit(*opened(options.store), kMorning, some(100, 7)).ok());
  Signal began;
  Signal ends;
  ChildProcess watcher([&] {
    const auto store = open_store(options.store, {.read_only = true});
    began.give();
    return store && ends.await() ? 0 : 1;
  });
  CHECK_TRUE(began.await());
  LONGS_EQUAL(kUnavailable, execute(store_compact));
  STRCMP_CONTAINS("another program has it open. End smsbox, imports", err.c_str());
  LONGS_EQUAL(kUnavailable, execute(store_restore));
  STRCMP_CONTAINS("another program has it open", err.c_str());
  CHECK_FALSE(is_there("store.partial") || is_there("store.replaced"));
  CHECK_TRUE(commit(*opened(options.store), kMorning, some(107, 1)).ok());
  InstanceStatus box;
  box.box = "permit8103";
  box.process = static_cast<std::uint32_t>(getpid());
  box.at = host_time_now();
  CHECK_TRUE(opened(options.store)->publish(box).ok());
  for (const auto verb : {store_restore, store_compact}) {
    LONGS_EQUAL(kUnavailable, execute(verb));
    STRCMP_CONTAINS("answers on it; stop that smsbox first", err.c_str());
  }
  LONGS_EQUAL(108, *opened(options.store)->verify());
  ends.give();
  LONGS_EQUAL(0, watcher.wait());
  LONGS_EQUAL(kYes, execute(store_compact));
  LONGS_EQUAL(108, *opened(options.store)->verify());
}

TEST(StoreCommand, aRegisterHeldAloneCannotBeOpened) {
  const auto alone = open_store(options.store, {.read_only = true, .exclusive = true});
  CHECK_TRUE(alone.ok());
  ChildProcess library([&] {
    const auto store = open_store(options.store);
    return !store && store.error().message.find("Try again when that has ended") != std::string::npos ? 0 : 1;
  });
  LONGS_EQUAL(0, library.wait());
}

TEST(StoreCommand, restoresACopyIfThereIsNoRegister) {
  LONGS_EQUAL(kYes, execute(store_backup));
  options.store = scratch.file("new/");
  LONGS_EQUAL(kYes, execute(store_restore));
  LONGS_EQUAL(100, *opened(scratch.file("new"))->verify());
}

TEST(StoreCommand, compactingKeepsEveryRecordInFewerBytes) {
  {
    const auto store = opened(options.store);
    for (unsigned day = 1; day < 40; ++day)
      CHECK_TRUE(commit(*store, kMorning + 24h * day, some(day * 1000, 100)).ok());
    while (*store->purge(kMorning + 24h * 39, 1000) > 0) continue;
  }
  const auto before = std::filesystem::file_size(options.store + "/data.mdb");
  LONGS_EQUAL(kYes, execute(store_compact));
  CHECK_TRUE(std::filesystem::file_size(options.store + "/data.mdb") < before);
  LONGS_EQUAL(100 * 40, *opened(options.store)->verify());
  CHECK_FALSE(is_there("store.partial"));
}
