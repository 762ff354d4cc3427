#include "store/lmdb/writer_lock.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>

#include "store/lmdb/environment.h"
#include "test/rig/store_folder.h"
#include "test/rig/store_process.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::test;
using namespace std::chrono_literals;
using lmdb::Environment;
using lmdb::ReadTransaction;
using lmdb::WriteTransaction;

namespace {

std::unique_ptr<Environment> must_open(const StoreFolder& folder, const lmdb::Options& options = {}) {
  auto environment = Environment::open(folder.path(), options);
  if (!environment) FAIL(environment.error().message.c_str());
  return std::move(*environment);
}

Status put(Environment& environment, const std::string& value) {
  return environment.write([&](WriteTransaction& transaction) {
    transaction.put(transaction.create("rows"), "key", value);
    return Done{};
  });
}

std::string get(const Environment& environment) {
  return *environment.read([](const ReadTransaction& transaction) {
    return std::string(transaction.get(transaction.at("rows"), "key").value_or("none"));
  });
}

/// Returns the state of a process from /proc: T is stopped.
char state_of(pid_t process) {
  std::ifstream file("/proc/" + std::to_string(process) + "/stat");
  const std::string stat{std::istreambuf_iterator<char>(file), {}};
  return stat.at(stat.rfind(')') + 2);
}

bool stops(pid_t process) {
  for (int left = 2000; left > 0; --left) {
    if (state_of(process) == 'T') return true;
    std::this_thread::sleep_for(10ms);
  }
  return false;
}

/// Returns the name of this program, according to the kernel.
std::string own_name() {
  std::string name;
  std::getline(std::ifstream("/proc/self/comm"), name);
  return name;
}

mode_t mode_of(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 ? status.st_mode & 07777 : 0;
}

}  // namespace

TEST_GROUP(WriterLock) {
  StoreFolder folder;
  const std::string file = folder.file("writer.lock");
};

TEST(WriterLock, namesTheProgramThatWrites) {
  Signal writing;
  CHECK(put(*must_open(folder), "1").ok());
  CHECK_FALSE(lmdb::writing_program(folder.path()).has_value());
  ChildProcess child([&] { return write_forever(folder.path(), writing); });
  CHECK(writing.await());
  auto writer = lmdb::writing_program(folder.path());
  CHECK(writer && writer->process == static_cast<std::uint32_t>(child.pid()) && !writer->is_stopped);
  STRCMP_EQUAL(own_name().c_str(), writer->name.c_str());
  const auto reader = must_open(folder, {.read_only = true});
  CHECK(reader->writer() == writer);
  child.signal(SIGSTOP);
  CHECK(stops(child.pid()));
  CHECK(reader->writer()->is_stopped);
  child.kill();
  child.wait();
  CHECK_FALSE(reader->writer().has_value());
}

TEST(WriterLock, aBlockedWriteNamesTheProgramAndSucceedsAfterwards) {
  Signal writing;
  ChildProcess child([&] { return write_forever(folder.path(), writing); });
  CHECK(writing.await());
  const auto environment = must_open(folder, {.writer_timeout = 50ms});
  const auto began = std::chrono::steady_clock::now();
  const Status busy = put(*environment, "1");
  CHECK(std::chrono::steady_clock::now() - began >= 50ms);
  const std::string process = std::to_string(child.pid());
  STRCMP_EQUAL(("Register `" + folder.path() + "': `" + own_name() + "', process " + process +
                ", does not end its write. If it hangs, end it (kill -KILL " + process + ").")
                   .c_str(),
               busy.error().message.c_str());
  CHECK(environment->blocked_by()->process == static_cast<std::uint32_t>(child.pid()));
  child.signal(SIGSTOP);
  CHECK(stops(child.pid()));
  STRCMP_CONTAINS(("is stopped in the middle of a write. Continue it (kill -CONT " + process).c_str(),
                  put(*environment, "1").error().message.c_str());
  child.kill();
  child.wait();
  CHECK(put(*environment, "2").ok());
  CHECK_FALSE(environment->blocked_by().has_value());
  STRCMP_EQUAL("2", get(*environment).c_str());
}

TEST(WriterLock, aWriteWaitsForAShortOne) {
  Signal writing;
  ChildProcess child([&] {
    const auto environment = Environment::open(folder.path(), {});
    return (*environment)
                   ->write([&](WriteTransaction& transaction) {
                     writing.give();
                     std::this_thread::sleep_for(100ms);
                     transaction.put(transaction.create("rows"), "key", "1");
                     return Done{};
                   })
                   .ok()
               ? 0
               : 1;
  });
  CHECK(writing.await());
  const auto environment = must_open(folder);
  const auto seen = environment->write([](WriteTransaction& transaction) {
    return std::string(transaction.get(transaction.create("rows"), "key").value_or("none"));
  });
  STRCMP_EQUAL("1", seen->c_str());
  LONGS_EQUAL(0, child.wait());
}

TEST(WriterLock, onlyTheUserOfTheRegisterMayOpenIt) {
  const mode_t before = umask(0);
  const auto environment = must_open(folder);
  umask(before);
  LONGS_EQUAL(0600, mode_of(file));
}

TEST(WriterLock, belongsToTheUserOfTheFolder) {
  if (geteuid() != 0) return;
  constexpr uid_t kService = 48101;
  LONGS_EQUAL(0, chown(folder.path().c_str(), kService, kService));
  const auto environment = must_open(folder);
  struct stat status {};
  LONGS_EQUAL(0, stat(file.c_str(), &status));
  LONGS_EQUAL(kService, status.st_uid);
}

TEST(WriterLock, isNotCreatedByAReader) {
  CHECK(put(*must_open(folder), "1").ok());
  std::filesystem::remove(file);
  const auto reader = must_open(folder, {.read_only = true});
  STRCMP_EQUAL("1", get(*reader).c_str());
  CHECK_FALSE(reader->writer().has_value());
  CHECK_FALSE(std::filesystem::exists(file));
}

TEST(WriterLock, isCreatedAgainWhenItIsMissing) {
  const auto environment = must_open(folder);
  CHECK(put(*environment, "1").ok());
  std::filesystem::remove(file);
  CHECK(put(*environment, "2").ok());
  CHECK(std::filesystem::exists(file));
  STRCMP_EQUAL("2", get(*environment).c_str());
}

TEST(WriterLock, aLinkInItsPlaceIsNotFollowed) {
  CHECK(put(*must_open(folder), "1").ok());
  std::filesystem::remove(file);
  std::ofstream(folder.file("other")) << "kept";
  std::filesystem::create_symlink("other", file);
  const auto refused = Environment::open(folder.path(), {});
  CHECK_FALSE(refused.ok());
  STRCMP_CONTAINS("writer.lock' is a symbolic link, which is not followed", refused.error().message.c_str());
  LONGS_EQUAL(4, std::filesystem::file_size(folder.file("other")));
}

TEST(WriterLock, isNotHeldByAForkedChild) {
  const auto environment = must_open(folder);
  CHECK(environment
            ->write([&](WriteTransaction&) {
              ChildProcess child([&] { return lmdb::writing_program(folder.path()) ? 0 : 1; });  // the parent holds it
              LONGS_EQUAL(0, child.wait());
              return Done{};
            })
            .ok());
  ChildProcess child([&] { return lmdb::writing_program(folder.path()) ? 1 : 0; });
  LONGS_EQUAL(0, child.wait());
}

TEST(WriterLock, ctrlZInAWriteStopsTheProgramAfterIt) {
  ChildProcess child([&] {
    setpgid(0, 0);  // the kernel discards the signal in a group whose parent is in another session
    const auto environment = Environment::open(folder.path(), {});
    if (!environment) return 1;
    const Status written = (*environment)->write([](WriteTransaction& transaction) {
      for (const int number : {SIGTTIN, SIGTTOU, SIGTSTP}) raise(number);
      transaction.put(transaction.create("rows"), "key", "1");
      return Done{};
    });
    return written.ok() ? 0 : 2;
  });
  int status = 0;
  LONGS_EQUAL(child.pid(), waitpid(child.pid(), &status, WUNTRACED));
  CHECK(WIFSTOPPED(status));
  CHECK_FALSE(lmdb::writing_program(folder.path()).has_value());
  {
    const auto environment = must_open(folder, {.writer_timeout = 50ms});
    STRCMP_EQUAL("1", get(*environment).c_str());
    CHECK(put(*environment, "2").ok());
  }
  while (WIFSTOPPED(status)) {  // once for each signal
    child.signal(SIGCONT);
    LONGS_EQUAL(child.pid(), waitpid(child.pid(), &status, WUNTRACED));
  }
  CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

TEST(WriterLock, ctrlZStopsAProgramThatOnlyWaits) {
  Signal writing;
  ChildProcess writer([&] { return write_forever(folder.path(), writing); });
  CHECK(writing.await());
  ChildProcess waiting([&] {
    setpgid(0, 0);
    const auto environment = Environment::open(folder.path(), {});
    return put(**environment, "1").ok() ? 0 : 1;
  });
  std::this_thread::sleep_for(20ms);
  for (int left = 1000; left > 0 && state_of(waiting.pid()) != 'T'; --left) {
    waiting.signal(SIGTSTP);
    std::this_thread::sleep_for(10ms);
  }
  CHECK(state_of(waiting.pid()) == 'T');
}
