// Set-up and checks that all tests on real Kannel share.
#pragma once

#include <optional>
#include <string_view>

#include "test/rig/rig.h"
#include "test/rig/run_folder.h"

#include <CppUTest/TestHarness.h>

namespace permit::test {

/// The base of a test group: a folder for its files, and a rig on request. A failed test keeps its folder and prints
/// its name. If a box panicked or a sanitizer reported it, the test fails.
struct RigTest : Utest {
  RigTest();
  /// Also turns an exception of the rig into a failure of the test.
  void run() override;
  void teardown() override;

  /// Returns a rig in this test's folder, not started.
  KannelRig& make_rig(const RigOptions& options = {});
  /// Returns a rig in this test's folder, started and answering.
  KannelRig& start_rig(const RigOptions& options = {});

  /// Sends a text and checks that its phone gets the reply of the register, and once. REQUIRES: the phone is new to the
  /// register.
  Entry expect(Outcome outcome, Smsc& smsc, const Sms& text);
  /// Returns the only entry of a phone, as soon as it is committed.
  Entry entry_of(std::string_view phone);

  /// Returns the reply to `HELP`, from a different phone each time, because flood protection ignores a phone that asks
  /// too often.
  std::string help();

  /// Returns the reply to a text for 9999, which smsbox itself answers: `stock`.
  Sms ask_stock_service();

  RunFolder folder;
  std::optional<KannelRig> rig;

 private:
  unsigned helped_ = 0;
};

}  // namespace permit::test
