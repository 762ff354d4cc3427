// A disk that fails, is full, is read-only, or has damaged the register. No reply leaves without its commit, no answer
// is wrong, and service resumes by itself when the cause is gone.
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "store/lmdb/environment.h"
#include "store/open.h"
#include "test/rig/run_folder.h"
#include "test/rig/store_folder.h"
#include "test/rig/store_process.h"
#include "test/rig/store_samples.h"
#include "test/torture/fault_trial.h"
#include "test/torture/register_at_work.h"
#include "test/torture/tape.h"

#include <CppUTest/TestHarness.h>

namespace permit::test {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPage = 4096;

struct Damage {
  const char* name;
  std::function<void(std::string& file, FaultTrial&)> how;
  bool may_end_the_process = false;
};

std::string garbage(std::size_t size, FaultTrial& trial) {
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(trial.between(0, 255));
  return bytes;
}

std::size_t a_page(const std::string& file, FaultTrial& trial) {
  return kPage * trial.between(2, file.size() / kPage - 1);
}

const std::vector<Damage>& damages() {
  static const std::vector<Damage> all{
      {"cut short", [](auto& file, FaultTrial& trial) { file.resize(trial.between(0, file.size() - 1)); }},
      {"extended", [](auto& file, FaultTrial& trial) { file += garbage(trial.between(1, 9 * kPage), trial); }},
      {"zeros at its head",
       [](auto& file, FaultTrial& trial) { file.replace(0, kPage * trial.between(1, 2), kPage, '\0'); }},
      {"garbage at its head",
       [](auto& file, FaultTrial& trial) { file.replace(0, 2 * kPage, garbage(2 * kPage, trial)); }},
      {"a page of zeros", [](auto& file, FaultTrial& trial) { file.replace(a_page(file, trial), kPage, kPage, '\0'); }},
      {"a page of garbage",
       [](auto& file, FaultTrial& trial) { file.replace(a_page(file, trial), kPage, garbage(kPage, trial)); }, true},
      {"a page in another's place",
       [](auto& file, FaultTrial& trial) {
         file.replace(a_page(file, trial), kPage, std::string(file, a_page(file, trial), kPage));
       },
       true},
      {"a bit flipped", [](auto& file, FaultTrial& trial) { file[trial.between(0, file.size() - 1)] ^= 4; }, true},
  };
  return all;
}

}  // namespace

TEST_GROUP(Disk) {
  StoreFolder folder;

  /// Works on a disk that fails as `fails` says, then cuts the power, which shows what the kernel has dropped.
  void fail_and_cut_power(FaultTrial & trial, void (*fails)(TapeHead&)) {
    const std::string store = folder.file("store");
    Tape tape(store);
    ChildProcess child([&] {
      tape.record();
      fails(tape.head());
      return work_on(store, tape, times(16, 200)).empty() ? 0 : 1;
    });
    LONGS_EQUAL(0, child.wait());
    cut_power(tape, folder.file("rebuilt"), trial, times(40, 1500));
    trial.check();
  }
};

TEST(Disk, aFailedSyncIsNotTrustedWhenALaterOneSucceeds) {
  FaultTrial trial("fdatasync fails, then power lost");
  fail_and_cut_power(trial, [](TapeHead& disk) { disk.sync.strike(EIO, 4); });
}

TEST(Disk, aFailedMetaPageIsSettledBeforeItsPagesAreReused) {
  FaultTrial trial("write of a meta page fails, then power lost");
  fail_and_cut_power(trial, [](TapeHead& disk) {
    disk.write_through.strike(EIO, 2);
    disk.sync.strike(EIO, 4);
  });
}

TEST(Disk, failedAndShortWritesLoseNothing) {
  FaultTrial trial("writes fail and are short, then power lost");
  fail_and_cut_power(trial, [](TapeHead& disk) {
    disk.write.strike(ENOSPC, 60);
    disk.short_write.strike(0, 60);
  });
}

// Damage of any kind is refused, or found by a check, or has no effect. LMDB pages have no checksum, and LMDB follows
// the offsets in a page, so a page of garbage may end the process; that gives no wrong answer either.
TEST(Disk, aDamagedFileIsRefusedOrDetected) {
  const std::string store = folder.file("store");
  const std::string damaged = folder.file("damaged");
  Tape tape(store);
  ChildProcess child([&] {
    tape.record();
    return work_on(store, tape, 12).empty() ? 0 : 1;
  });
  LONGS_EQUAL(0, child.wait());
  Promises promises;
  tape.play([&](const Event& event) {
    if (event.did == Event::Did::say) promises.add(event.bytes());
  });
  const std::string whole = read_file(store + "/data.mdb");
  for (const Damage& damage : damages()) {
    FaultTrial trial("register damaged: " + std::string(damage.name));
    for (std::size_t left = times(5, 500); left > 0; --left) {
      std::string file = whole;
      damage.how(file, trial);
      fs::remove_all(damaged);
      fs::create_directories(damaged);
      write_file(damaged + "/data.mdb", file);
      trial.tried();
      ChildProcess reader([&] {
        ::signal(SIGSEGV, SIG_DFL);
        ::signal(SIGBUS, SIG_DFL);
        write_file(damaged + "/verdict", promises.judge(damaged, trial.chance()));
        return 0;
      });
      const int status = reader.wait();
      const std::string verdict = read_file(damaged + "/verdict");
      const bool is_detected = verdict.find("Register `") != std::string::npos || verdict.starts_with("index `");
      if (!verdict.empty() && !is_detected) trial.wrong(verdict);
      if (status == 0 || damage.may_end_the_process) {
        trial.survived();
      } else {
        trial.lost("the process ended with status " + std::to_string(status));
      }
    }
    trial.check();
  }
}

// Two processes fill a map that is tiny at first, while an endless reader keeps every page in use.
TEST(Disk, twoProcessesGrowAMapUnderAnEndlessReader) {
  FaultTrial trial("map full, grown by two processes");
  const std::string store = folder.file("store");
  const OpenOptions tiny{.map_size = 64 << 10};
  CHECK(open_store(store, tiny).ok());
  const unsigned batches = static_cast<unsigned>(times(20, 500));
  const auto fill = [&](unsigned first) {
    const auto opened = open_store(store, tiny);
    if (!opened) return 1;
    for (unsigned batch = 0; batch < batches; ++batch) {
      std::vector<Ask> asked;
      for (unsigned text = 0; text < 20; ++text) {
        const unsigned number = first + batch * 20 + text;
        asked.push_back(ask(number, "D" + std::to_string(number), "P" + std::to_string(number)));
      }
      if (!commit(**opened, utc("2020-07-21T10:00"), asked)) return 2;
    }
    return 0;
  };
  Signal reading;
  ChildProcess reader([&] {
    const auto environment = lmdb::Environment::open(store, {.map_size = 0, .read_only = true});
    return environment && (*environment)
                              ->read([&](const lmdb::ReadTransaction&) {
                                reading.give();
                                pause();
                                return Done{};
                              })
                              .ok()
               ? 0
               : 1;
  });
  CHECK(reading.await());
  ChildProcess one([&] { return fill(0); });
  ChildProcess other([&] { return fill(1'000'000); });
  LONGS_EQUAL(0, one.wait());
  LONGS_EQUAL(0, other.wait());

  const auto opened = open_store(store);
  CHECK(opened.ok());
  trial.tried(2 * batches);
  trial.survived(2 * batches);
  trial.texts(2 * batches * 20);
  const auto figures = (*opened)->figures();
  LONGS_EQUAL(1, figures->readers);
  LONGS_EQUAL(2 * batches, figures->commits_behind);
  const auto verified = (*opened)->verify();
  if (!verified || *verified != 2 * batches * 20) trial.lost("texts of two processes");
  reader.kill();
  reader.wait();
  const auto anew = open_store(store);  // opening clears dead readers; a running program does so within seconds
  CHECK(anew.ok());
  LONGS_EQUAL(0, (*anew)->figures()->readers);
  trial.check();
}

// The content of the lock file is worthless once no process has it open. A program without write access gets an error
// that names the user to run as.
TEST(Disk, aBadLockFileHasNoEffectAndFilesOfAnotherUserAreRefused) {
  const std::string store = folder.file("store");
  CHECK(open_store(store).ok());
  write_file(store + "/lock.mdb", std::string(8192, 'x'));
  CHECK(open_store(store).ok());
  fs::remove(store + "/lock.mdb");
  CHECK(open_store(store).ok());
  if (::geteuid() != 0) return;
  ChildProcess stranger([&] {
    fs::permissions(folder.path(), fs::perms::others_exec, fs::perm_options::add);
    if (::setgid(65534) != 0 || ::setuid(65534) != 0) return 1;
    const auto opened = open_store(store);
    if (opened) return 2;
    return opened.error().message.find("Run as ") != std::string::npos ? 0 : 3;
  });
  LONGS_EQUAL(0, stranger.wait());
}

}  // namespace permit::test
