// A disk that fails, is full, read-only, or has damaged the register: no reply without its commit, no guess, and
// service goes on by itself when the cause is gone.
#include <signal.h>

#include <cerrno>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "test/kannel/run_folder.h"
#include "test/support/store_folder.h"
#include "test/support/store_process.h"
#include "test/torture/fault.h"
#include "test/torture/register_at_work.h"
#include "test/torture/tape.h"

#include <CppUTest/TestHarness.h>

namespace permit::test {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPage = 4096;

struct Damage {
  const char* name;
  std::function<void(std::string& file, Fault&)> how;
  bool may_end_the_process = false;
};

std::string garbage(std::size_t size, Fault& fault) {
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(fault.between(0, 255));
  return bytes;
}

std::size_t a_page(const std::string& file, Fault& fault) { return kPage * fault.between(2, file.size() / kPage - 1); }

const std::vector<Damage>& damages() {
  static const std::vector<Damage> all{
      {"cut short", [](auto& file, Fault& fault) { file.resize(fault.between(0, file.size() - 1)); }},
      {"extended", [](auto& file, Fault& fault) { file += garbage(fault.between(1, 9 * kPage), fault); }},
      {"zeros at its head",
       [](auto& file, Fault& fault) { file.replace(0, kPage * fault.between(1, 2), kPage, '\0'); }},
      {"garbage at its head", [](auto& file, Fault& fault) { file.replace(0, 2 * kPage, garbage(2 * kPage, fault)); }},
      {"a page of zeros", [](auto& file, Fault& fault) { file.replace(a_page(file, fault), kPage, kPage, '\0'); }},
      {"a page of garbage",
       [](auto& file, Fault& fault) { file.replace(a_page(file, fault), kPage, garbage(kPage, fault)); }, true},
      {"a page in another's place",
       [](auto& file, Fault& fault) {
         file.replace(a_page(file, fault), kPage, std::string(file, a_page(file, fault), kPage));
       },
       true},
      {"a bit turned", [](auto& file, Fault& fault) { file[fault.between(0, file.size() - 1)] ^= 4; }, true},
  };
  return all;
}

}  // namespace

TEST_GROUP(Disk) {
  StoreFolder folder;

  /// Work on a disk that `fails` so; then the power goes, which shows what is on it and what the kernel has dropped.
  void fail_and_cut_power(Fault & fault, void (*fails)(TapeHead&)) {
    const std::string store = folder.file("store");
    Tape tape(store);
    ChildProcess child([&] {
      tape.record();
      fails(tape.head());
      return work_on(store, tape, times(20, 300)).empty() ? 0 : 1;
    });
    LONGS_EQUAL(0, child.wait());
    cut_power(tape, folder.file("rebuilt"), fault, times(60, 5000));
    fault.check();
  }
};

TEST(Disk, aSyncThatFailsIsNotTakenForOneThatSucceedsLater) {
  Fault fault("fdatasync fails, then power lost");
  fail_and_cut_power(fault, [](TapeHead& disk) { disk.sync.strike(EIO, 4); });
}

TEST(Disk, aMetaPageThatFailsIsSettledBeforeItsPagesAreUsedAgain) {
  Fault fault("write of a meta page fails, then power lost");
  fail_and_cut_power(fault, [](TapeHead& disk) {
    disk.write_through.strike(EIO, 2);
    disk.sync.strike(EIO, 4);
  });
}

TEST(Disk, writesThatFailOrAreCutShort) {
  Fault fault("writes fail and are short, then power lost");
  fail_and_cut_power(fault, [](TapeHead& disk) {
    disk.write.strike(ENOSPC, 60);
    disk.short_write.strike(0, 60);
  });
}

// Whatever is wrong with the file: it is refused, or found by a check, or it is as it was. LMDB has no checksum of a
// page and follows the offsets in it, so a page of garbage may end the process: it guesses nothing then either.
TEST(Disk, aDamagedFileIsRefusedOrFoundOut) {
  const std::string store = folder.file("store");
  const std::string damaged = folder.file("damaged");
  Tape tape(store);
  ChildProcess child([&] {
    tape.record();
    return work_on(store, tape, 12).empty() ? 0 : 1;
  });
  LONGS_EQUAL(0, child.wait());
  Told told;
  tape.play([&](const Event& event) {
    if (event.did == Event::Did::say) told.hear(event.bytes());
  });
  const std::string whole = read_file(store + "/data.mdb");
  for (const Damage& damage : damages()) {
    Fault fault("register damaged: " + std::string(damage.name));
    for (std::size_t left = times(5, 500); left > 0; --left) {
      std::string file = whole;
      damage.how(file, fault);
      fs::remove_all(damaged);
      fs::create_directories(damaged);
      write_file(damaged + "/data.mdb", file);
      fault.tried();
      ChildProcess reader([&] {
        ::signal(SIGSEGV, SIG_DFL);
        ::signal(SIGBUS, SIG_DFL);
        write_file(damaged + "/verdict", told.judge(damaged, fault.chance()));
        return 0;
      });
      const int status = reader.wait();
      const std::string verdict = read_file(damaged + "/verdict");
      const bool is_found_out = verdict.find("Register `") != std::string::npos || verdict.starts_with("index `");
      if (!verdict.empty() && !is_found_out) fault.wrong(verdict);
      if (status == 0 || damage.may_end_the_process) {
        fault.survived();
      } else {
        fault.lost("the process ended with status " + std::to_string(status));
      }
    }
    fault.check();
  }
}

}  // namespace permit::test
