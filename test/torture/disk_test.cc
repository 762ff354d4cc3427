// A disk that fails, is full, read-only, or has damaged the register: no reply without its commit, no guess, and
// service goes on by itself when the cause is gone.
#include <cerrno>
#include <string>

#include "test/support/store_folder.h"
#include "test/support/store_process.h"
#include "test/torture/fault.h"
#include "test/torture/register_at_work.h"
#include "test/torture/tape.h"

#include <CppUTest/TestHarness.h>

namespace permit::test {

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

}  // namespace permit::test
