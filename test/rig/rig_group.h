// What every test on real Kannel begins and ends with.
#pragma once

#include <optional>
#include <string_view>

#include "test/rig/rig.h"
#include "test/rig/run_folder.h"

#include <CppUTest/TestHarness.h>

namespace permit::test {

/// The base of a test group: a folder for its files, and a rig when it asks for one. A failed test keeps its folder
/// and names it. A box that panicked, or that a sanitizer complained of, fails the test that ran it.
struct RigTest : Utest {
  RigTest();
  /// Also turns an exception of the rig into a failure of the test.
  void run() override;
  void teardown() override;

  /// A rig in this test's folder, not started.
  KannelRig& make_rig(const RigOptions& options = {});
  /// Likewise, up and answering.
  KannelRig& start_rig(const RigOptions& options = {});

  /// Sends a text and checks that its phone gets exactly what the register says, and once. The phone is new to it.
  Entry expect(Outcome outcome, Smsc& smsc, const Sms& text);
  /// The only entry of a phone, as soon as it is committed.
  Entry entry_of(std::string_view phone);

  /// The reply to `HELP`, of another phone each time: one that asks too often hears nothing.
  std::string help();

  /// The reply to a text for 9999, which smsbox answers by itself: `stock`.
  Sms ask_stock_service();

  RunFolder folder;
  std::optional<KannelRig> rig;

 private:
  unsigned helped_ = 0;
};

}  // namespace permit::test
