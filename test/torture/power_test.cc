// The power goes: what a disk may have of the register then, is a register that knows all that was told.
#include <filesystem>
#include <fstream>
#include <string>

#include "test/support/store_folder.h"
#include "test/support/store_process.h"
#include "test/torture/fault.h"
#include "test/torture/platter.h"
#include "test/torture/register_at_work.h"
#include "test/torture/tape.h"

#include <CppUTest/TestHarness.h>

namespace permit::test {

namespace {

using Did = Event::Did;

/// Puts the file there as it may be; whether there is one.
bool put(const std::optional<std::string>& file, const std::string& folder) {
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  if (file) std::ofstream(folder + "/data.mdb", std::ios::binary) << *file;
  return file.has_value();
}

}  // namespace

TEST_GROUP(Power) {
  StoreFolder folder;

  /// Lets the power go at so many points of what was recorded.
  void cut_power(const Tape& tape, Fault& fault, std::size_t points) {
    const std::size_t events = tape.count(Did::write) + tape.count(Did::write_through) + tape.count(Did::through) +
                               tape.count(Did::sync) + tape.count(Did::say);
    Platter platter;
    Told told;
    const std::string rebuilt = folder.file("rebuilt");
    tape.play([&](const Event& event) {
      platter.hear(event);
      if (event.did == Did::say) told.hear(event.bytes());
      for (std::size_t due = fault.between(0, events) < points; due > 0; --due) {
        fault.tried();
        put(platter.draw(fault.chance()), rebuilt);
        const std::string wrong = told.judge(rebuilt, fault.chance());
        if (wrong.empty()) {
          fault.survived();
        } else {
          fault.lost(wrong);
        }
      }
    });
    fault.texts(told.texts());
  }
};

TEST(Power, goesWhileTextsAreAnsweredAndClerksAtWork) {
  Fault fault("power lost: texts, imports, rules, purge");
  const std::string store = folder.file("store");
  Tape tape(store);
  ChildProcess child([&] {
    tape.record();
    const std::string error = work_on(store, tape, times(36, 400));
    if (!error.empty()) tape.say(error);
    return error.empty() ? 0 : 1;
  });
  LONGS_EQUAL(0, child.wait());
  LONGS_EQUAL(0, tape.count(Did::map_writable));
  CHECK(tape.count(Did::sync) >= times(36, 400));
  cut_power(tape, fault, times(100, 10000));
  fault.check();
}

}  // namespace permit::test
