// The power is cut. Every state that the disk may then have is a register that keeps every promise.
#include <filesystem>
#include <fstream>
#include <string>

#include "test/rig/store_folder.h"
#include "test/rig/store_process.h"
#include "test/torture/fault_trial.h"
#include "test/torture/file_on_disk.h"
#include "test/torture/register_at_work.h"
#include "test/torture/tape.h"

#include <CppUTest/TestHarness.h>

namespace permit::test {

namespace {

using Did = Event::Did;

}  // namespace

TEST_GROUP(Power) { StoreFolder folder; };

TEST(Power, isCutWhileTextsAreAnsweredAndClerksWork) {
  FaultTrial trial("power lost: texts, imports, rules, purge");
  const std::string store = folder.file("store");
  Tape tape(store);
  ChildProcess child([&] {
    tape.record();
    const std::string error = work_on(store, tape, times(30, 300));
    if (!error.empty()) tape.say(error);
    return error.empty() ? 0 : 1;
  });
  LONGS_EQUAL(0, child.wait());
  LONGS_EQUAL(0, tape.count(Did::map_writable));
  CHECK(tape.count(Did::sync) >= times(30, 300));
  cut_power(tape, folder.file("rebuilt"), trial, times(70, 4000));
  trial.check();
}

}  // namespace permit::test
