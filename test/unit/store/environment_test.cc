#include "store/lmdb/environment.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "store/format/failure.h"
#include "system/descriptor.h"
#include "test/rig/file_size_limit.h"
#include "test/rig/store_folder.h"
#include "test/rig/store_process.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::test;
using lmdb::Cursor;
using lmdb::Environment;
using lmdb::ReadTransaction;
using lmdb::WriteTransaction;

namespace {

std::unique_ptr<Environment> must_open(const StoreFolder& folder, const lmdb::Options& options = {}) {
  Result<std::unique_ptr<Environment>> environment = Environment::open(folder.path(), options);
  if (!environment.ok()) FAIL(environment.error().message.c_str());
  return std::move(*environment);
}

Status put(Environment& environment, const std::string& key, std::string_view value) {
  return environment.write([&](WriteTransaction& transaction) {
    transaction.put(transaction.create("rows"), key, value);
    return Done{};
  });
}

Result<std::string> get(const Environment& environment, const std::string& key) {
  return environment.read([&](const ReadTransaction& transaction) {
    return std::string(transaction.get(transaction.at("rows"), key).value_or("none"));
  });
}

}  // namespace

TEST_GROUP(Lmdb) { StoreFolder folder; };

TEST(Lmdb, aFailureUndoesAllAndIsAnErrorThatNamesTheFolder) {
  const auto environment = must_open(folder);
  CHECK(put(*environment, "a", "1").ok());
  const Status status = environment->write([](WriteTransaction& transaction) -> Done {
    transaction.put(transaction.at("rows"), "a", "2");
    transaction.create("made");
    throw Failure(0, "makes no sense");
  });
  STRCMP_EQUAL(("Register `" + folder.path() + "': makes no sense").c_str(), status.error().message.c_str());
  STRCMP_EQUAL("1", get(*environment, "a")->c_str());
  CHECK(!*environment->read([](const ReadTransaction& t) { return t.find("made").has_value(); }));
}

TEST(Lmdb, aCursorBeginsAtTheFirstKeyThatIsNotLess) {
  const auto environment = must_open(folder);
  for (const char* key : {"a", "c", "e"}) CHECK(put(*environment, key, key).ok());
  const auto keys_from = [&](std::string_view first) {
    return *environment->read([&](const ReadTransaction& transaction) {
      std::string keys;
      for (Cursor row(transaction, transaction.at("rows"), first); row.valid(); row.next()) keys.append(row.key());
      return keys;
    });
  };
  STRCMP_EQUAL("ace", keys_from("").c_str());
  STRCMP_EQUAL("ce", keys_from("b").c_str());
  STRCMP_EQUAL("ce", keys_from("c").c_str());
  STRCMP_EQUAL("", keys_from("f").c_str());
}

TEST(Lmdb, aTooLongKeyIsAnError) {
  const auto environment = must_open(folder);
  CHECK(put(*environment, std::string(lmdb::kLongestKey, 'k'), "").ok());
  CHECK(!put(*environment, std::string(lmdb::kLongestKey + 1, 'k'), "").ok());
}

TEST(Lmdb, databasesAreListedByName) {
  const auto environment = must_open(folder);
  CHECK(!*environment->read([](const ReadTransaction& t) { return t.has_databases(); }));
  for (const char* name : {"day 3", "day 1", "day 2", "night 1"})
    CHECK(environment->write([&](WriteTransaction& t) { return t.create(name).handle > 0; }).ok());
  CHECK(*environment->read([](const ReadTransaction& t) { return t.names("day 1", "day 2"); }) ==
        (std::vector<std::string>{"day 1", "day 2"}));
}

/// Leaves never-written free pages at the end, so the file is shorter than Usage::used_bytes.
void give_up_pages(Environment& environment) {
  for (unsigned commit = 0; commit < 10; ++commit) CHECK(put(environment, "a", std::to_string(commit)).ok());
  CHECK(environment
            .write([](WriteTransaction& transaction) {
              const lmdb::Database rows = transaction.create("rows");
              for (const char* key : {"x", "y", "z"}) transaction.put(rows, key, std::string(1 << 20, 'x'));
              for (const char* key : {"x", "y", "z"}) CHECK(transaction.erase(rows, key));
              transaction.put(rows, "a", "1");
              return Done{};
            })
            .ok());
}

TEST(Lmdb, aFileThatEndsBeforeItsFreePagesIsWhole) {
  { give_up_pages(*must_open(folder)); }
  const auto size = std::filesystem::file_size(folder.file("data.mdb"));
  CHECK(size < 1 << 20);
  for (const bool read_only : {true, false}) {
    const auto environment = must_open(folder, {.map_size = 1 << 24, .read_only = read_only});
    CHECK(environment->usage()->used_bytes > size);
    STRCMP_EQUAL("1", get(*environment, "a")->c_str());
  }
  const auto environment = must_open(folder);
  for (unsigned row = 0; row < 30; ++row) CHECK(put(*environment, std::to_string(row), std::string(5000, 'y')).ok());
  STRCMP_EQUAL("1", get(*environment, "a")->c_str());
}

// Simulates a disk that has lost one write: the root of all databases is as it was one commit ago.
TEST(Lmdb, anOlderRootPageIsRefused) {
  constexpr std::streamoff kPage = 4096;
  constexpr std::streamoff kMainRoot = 128;  // in a meta page
  {
    const auto environment = must_open(folder);
    for (const char* value : {"1", "2", "3"}) CHECK(put(*environment, "a", value).ok());
  }
  std::fstream file(folder.file("data.mdb"), std::ios::in | std::ios::out | std::ios::binary);
  const auto root = [&](unsigned meta) {
    std::uint64_t page = 0;
    file.seekg(meta * kPage + kMainRoot).read(reinterpret_cast<char*>(&page), sizeof page);
    return static_cast<std::streamoff>(page) * kPage;
  };
  const auto bytes_at = [&](std::streamoff at) {
    std::string bytes(kPage, '\0');
    file.seekg(at).read(bytes.data(), kPage);
    return bytes;
  };
  for (const unsigned source : {0U, 1U}) {
    const std::streamoff place = root(1 - source);
    const std::string before = bytes_at(place);
    const std::string another = bytes_at(root(source));
    file.seekp(place).write(another.data(), kPage).flush();
    const auto environment = Environment::open(folder.path(), {});
    LONGS_EQUAL(source == 1, environment.ok());  // only meta page 1 is in force
    if (environment) {
      STRCMP_EQUAL("3", get(**environment, "a")->c_str());
    } else {
      STRCMP_CONTAINS("a page of data.mdb is in the place of another", environment.error().message.c_str());
    }
    file.seekp(place).write(before.data(), kPage).flush();
  }
}

// The free list has several pages; some cuts remove some of them.
TEST(Lmdb, aFileCutAnywhereIsRefusedOrWhole) {
  {
    const auto environment = must_open(folder);
    for (unsigned commit = 0; commit < 40; ++commit)
      CHECK(environment
                ->write([&](WriteTransaction& transaction) {
                  const lmdb::Database rows = transaction.create("rows");
                  for (unsigned row = commit % 2; row < 1500; row += commit % 3 + 1)
                    transaction.put(rows, std::to_string(row + 10000), std::string(300 + (row + commit) % 4000, 'y'));
                  return Done{};
                })
                .ok());
    give_up_pages(*environment);
  }
  const auto size = std::filesystem::file_size(folder.file("data.mdb"));
  std::size_t refused = 0;
  for (std::uintmax_t left = size; left > 8192; left -= std::min<std::uintmax_t>(left - 8192, 300'000)) {
    std::filesystem::resize_file(folder.file("data.mdb"), left);
    const auto environment = Environment::open(folder.path(), {});
    if (!environment.ok()) {
      STRCMP_CONTAINS("is cut short", environment.error().message.c_str());
      ++refused;
      continue;
    }
    for (unsigned row = 10000; row < 11500; ++row) CHECK(get(**environment, std::to_string(row))->size() >= 300);
  }
  CHECK(refused > 0);
}

/// A process that has begun to read and never ends.
int read_forever(const StoreFolder& folder, const Signal& reading) {
  const auto environment = Environment::open(folder.path(), {.map_size = 0, .read_only = true});
  if (!environment.ok()) return 1;
  const Status status = (*environment)->read([&](const ReadTransaction&) {
    reading.give();
    pause();
    return Done{};
  });
  return status.ok() ? 0 : 2;
}

TEST(Lmdb, aKilledReaderIsForgottenWhenTheNextOneOpens) {
  Signal reading;
  CHECK(put(*must_open(folder), "a", "1").ok());
  ChildProcess child([&] { return read_forever(folder, reading); });
  CHECK(reading.await());
  child.kill();
  child.wait();
  // If a killed reader counted, no page would be reused: the file would grow by two pages or more per commit.
  const auto environment = must_open(folder);
  for (unsigned commit = 0; commit < 100; ++commit) CHECK(put(*environment, "a", std::to_string(commit)).ok());
  CHECK(std::filesystem::file_size(folder.file("data.mdb")) < 20 * 4096);
}

TEST(Lmdb, aKilledReaderIsClearedAndCounted) {
  Signal reading;
  CHECK(put(*must_open(folder), "a", "1").ok());
  ChildProcess child([&] { return read_forever(folder, reading); });
  CHECK(reading.await());
  const auto environment = must_open(folder);
  child.kill();
  child.wait();
  CHECK(put(*environment, "a", "2").ok());
  LONGS_EQUAL(1, environment->usage()->stale_readers);
  LONGS_EQUAL(0, environment->usage()->readers);
}

TEST(Lmdb, readersAndTheirLagAreCounted) {
  Signal reading;
  CHECK(put(*must_open(folder), "a", "1").ok());
  ChildProcess child([&] { return read_forever(folder, reading); });
  CHECK(reading.await());
  const auto environment = must_open(folder, {.map_size = 1 << 22});
  LONGS_EQUAL(0, environment->usage()->commits_behind);
  for (unsigned commit = 0; commit < 3; ++commit) CHECK(put(*environment, "a", std::to_string(commit)).ok());
  const auto usage = environment->usage();
  LONGS_EQUAL(1, usage->readers);
  LONGS_EQUAL(3, usage->commits_behind);
  LONGS_EQUAL(0, usage->stale_readers);
  LONGS_EQUAL(1 << 22, usage->map_bytes);
  LONGS_EQUAL(std::filesystem::file_size(folder.file("data.mdb")), usage->file_bytes);
  CHECK(usage->used_bytes <= usage->file_bytes);
}

namespace {

constexpr off_t kCommitNumber = 0x30;  // in lock.mdb
constexpr off_t kWriterMutex = 0x40;
constexpr std::size_t kMutexBytes = 16;  // its state and owner

/// Changes bytes of lock.mdb in another process: this one would lose its locks when it closes the file.
void change_lock_file(const StoreFolder& folder, const std::function<bool(int file)>& change) {
  ChildProcess child([&] { return change(::open(folder.file("lock.mdb").c_str(), O_RDWR)) ? 0 : 1; });
  LONGS_EQUAL(0, child.wait());
}

void set_back(const StoreFolder& folder, std::uint64_t commits) {
  change_lock_file(folder, [&](int file) {
    std::uint64_t number = 0;
    if (pread(file, &number, sizeof number, kCommitNumber) != sizeof number) return false;
    number -= commits;
    return pwrite(file, &number, sizeof number, kCommitNumber) == sizeof number;
  });
}

}  // namespace

TEST(Lmdb, aLockFileThatNamesAnOlderCommitLosesNone) {
  const auto environment = must_open(folder);
  for (const char* key : {"a", "b", "c"}) CHECK(put(*environment, key, "1").ok());
  for (const std::uint64_t commits : {1, 2}) {
    set_back(folder, commits);
    CHECK(put(*environment, "d", "2").ok());  // it is corrected first
    for (const char* key : {"a", "b", "c"}) STRCMP_EQUAL("1", get(*environment, key)->c_str());
  }
}

TEST(Lmdb, aLockFileThatNamesAnOlderCommitIsRefusedWhileOthersUseIt) {
  Signal reading;
  {
    const auto environment = must_open(folder);
    for (const char* key : {"a", "b", "c"}) CHECK(put(*environment, key, "1").ok());
  }
  ChildProcess child([&] { return read_forever(folder, reading); });
  CHECK(reading.await());
  const auto environment = must_open(folder);
  set_back(folder, 2);
  STRCMP_EQUAL(("Register `" + folder.path() +
                "': lock.mdb does not name the last commit, because another program has changed it. End every program "
                "that uses the register, and start them again.")
                   .c_str(),
               put(*environment, "d", "2").error().message.c_str());
  CHECK_FALSE(get(*environment, "a").ok());
  child.kill();
  child.wait();
  CHECK(put(*environment, "d", "2").ok());
  for (const char* key : {"a", "b", "c"}) STRCMP_EQUAL("1", get(*environment, key)->c_str());
}

TEST(Lmdb, ofTwoProgramsThatWriteAtOnceOneIsRefused) {
  Signal writing;
  Signal written;
  ChildProcess child([&] {
    const auto environment = Environment::open(folder.path(), {});
    const Status both = (*environment)->write([&](WriteTransaction& transaction) {
      transaction.put(transaction.create("rows"), "a", "1");
      writing.give();
      CHECK(written.await());
      return Done{};
    });
    return both.ok() ? 1 : 0;
  });
  CHECK(writing.await());
  std::filesystem::remove(folder.file("writer.lock"));
  change_lock_file(folder, [](int file) {
    const std::string zeros(kMutexBytes, '\0');
    return pwrite(file, zeros.data(), zeros.size(), kWriterMutex) == ssize_t{kMutexBytes};
  });
  ChildProcess other([&] {
    const auto environment = Environment::open(folder.path(), {});
    return put(**environment, "b", "2").ok() ? 0 : 1;
  });
  LONGS_EQUAL(0, other.wait());
  written.give();
  LONGS_EQUAL(0, child.wait());
  STRCMP_EQUAL("2", get(*must_open(folder), "b")->c_str());
  STRCMP_EQUAL("none", get(*must_open(folder), "a")->c_str());
}

#ifndef __SANITIZE_ADDRESS__  // AddressSanitizer needs the whole address space

namespace {

constexpr std::size_t kMegabyte = 1 << 20;

rlim_t address_space() {
  rlim_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  return pages * static_cast<rlim_t>(sysconf(_SC_PAGESIZE));
}

}  // namespace

TEST(Lmdb, aMapThatCannotGrowIsAnErrorUntilItCan) {
  ChildProcess child([&] {
    const auto opened = Environment::open(folder.path(), {.map_size = 16 * kMegabyte, .read_only = false});
    if (!opened.ok()) return 1;
    Environment& environment = **opened;
    const std::string large(4 * kMegabyte, 'x');
    if (!put(environment, "a", large).ok() || !put(environment, "b", large).ok()) return 2;

    rlimit before{};
    getrlimit(RLIMIT_AS, &before);
    const rlimit limit{.rlim_cur = address_space() + 12 * kMegabyte, .rlim_max = before.rlim_max};
    setrlimit(RLIMIT_AS, &limit);
    const Status c = put(environment, "c", large);
    const Status d = put(environment, "d", large);
    const bool still_there = get(environment, "a")->size() == large.size() && put(environment, "e", "1").ok();
    setrlimit(RLIMIT_AS, &before);

    if (c.ok() && d.ok()) return 3;
    if (d.error().message.find("ulimit -v") == std::string::npos) return 4;
    if (!still_there) return 5;
    return put(environment, "d", large).ok() && *get(environment, "d") == large ? 0 : 6;
  });
  CHECK_EQUAL(0, child.wait());
}

#endif

namespace {

Status copy_into(const StoreFolder& folder, const Environment& environment, const CopyOptions& how) {
  const Descriptor file(open(folder.file("data.mdb").c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  return environment.copy(file.get(), how);
}

}  // namespace

TEST(Lmdb, aCopyIsWholeHoweverItIsWritten) {
  const auto environment = must_open(folder);
  for (const char* row : {"a", "b", "c"}) CHECK(put(*environment, row, std::string(2'500'000, *row)).ok());
  for (const CopyOptions& how : std::vector<CopyOptions>{{}, {.compact = true}, {.throttled = true}}) {
    const StoreFolder copy;
    std::vector<std::uint64_t> told;
    CopyOptions told_of = how;
    told_of.written = [&](std::uint64_t bytes) { told.push_back(bytes); };
    CHECK(copy_into(copy, *environment, told_of).ok());
    const auto copied = must_open(copy);
    for (const char* row : {"a", "b", "c"})
      STRCMP_EQUAL(std::string(2'500'000, *row).c_str(), get(*copied, row)->c_str());
    CHECK(told.size() > 5 && std::is_sorted(told.begin(), told.end()));
    CHECK_EQUAL(told.back(), copied->usage()->file_bytes);
  }
}

TEST(Lmdb, aCopyWithoutRoomIsAnErrorAndTheRegisterStillWorks) {
  const auto environment = must_open(folder);
  CHECK(put(*environment, "a", std::string(1'000'000, 'a')).ok());
  const StoreFolder copy;
  for (const CopyOptions& how : std::vector<CopyOptions>{{}, {.compact = true}, {.throttled = true}}) {
    const FileSizeLimit full(300'000);
    const Status copied = copy_into(copy, *environment, how);
    CHECK_FALSE(copied.ok());
    STRCMP_CONTAINS("cannot be copied: File too large", copied.error().message.c_str());
    std::filesystem::remove(copy.path() + "/data.mdb");
  }
  CHECK(put(*environment, "b", "1").ok());
  STRCMP_EQUAL("1", get(*environment, "b")->c_str());
}
