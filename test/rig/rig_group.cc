#include "test/rig/rig_group.h"

#include <signal.h>

#include <cstdio>
#include <exception>

#include <CppUTest/PlatformSpecificFunctions.h>

namespace permit::test {
namespace {

extern "C" void end_with_processes(int number) {
  kill_started_groups();
  ::raise(number);
}

void take_processes_along() {
  struct sigaction action {};
  action.sa_handler = end_with_processes;
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_NODEFER);
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) ::sigaction(number, &action, nullptr);
}

// Reports a failure and lets the following clean-up run.
struct GoOn : TestTerminator {
  void exitCurrentTest() const override {}
};

void fail(const std::string& why) {
  UtestShell* test = UtestShell::getCurrent();
  test->failWith(TestFailure(test, why.c_str()), GoOn());
}

}  // namespace

RigTest::RigTest() { take_processes_along(); }

void RigTest::run() {
  try {
    Utest::run();
  } catch (const std::exception& failure) {
    PlatformSpecificRestoreJumpBuffer();
    fail(failure.what());
    teardown();
  }
}

void RigTest::teardown() {
  const std::string lines = rig ? rig->forbidden_log_lines() : "";
  if (!lines.empty()) fail(lines);
  rig.reset();
  if (!UtestShell::getCurrent()->hasFailed()) return;
  folder.keep();
  std::printf("    kept %s\n", folder.path().c_str());
}

KannelRig& RigTest::make_rig(const RigOptions& options) { return rig.emplace(folder.path(), options); }

KannelRig& RigTest::start_rig(const RigOptions& options) {
  make_rig(options).start();
  return *rig;
}

Entry RigTest::expect(Outcome outcome, Smsc& smsc, const Sms& text) {
  const Sms reply = rig->ask(smsc, text);
  Entry entry = entry_of(text.from);
  STRCMP_EQUAL(entry.reply.c_str(), reply.text.c_str());
  STRCMP_EQUAL(text.to.c_str(), reply.from.c_str());
  STRCMP_EQUAL(std::string(name(outcome)).c_str(), std::string(name(entry.outcome)).c_str());
  LONGS_EQUAL(1, smsc.replies_to(text.from).size());
  return entry;
}

Entry RigTest::entry_of(std::string_view phone) {
  std::vector<Entry> entries;
  rig->wait_for("the register has a text of " + std::string(phone), [&] {
    entries = rig->register_view().log_of(phone);
    return !entries.empty();
  });
  LONGS_EQUAL(1, entries.size());
  return entries.front();
}

std::string RigTest::help() { return rig->ask("99450" + std::to_string(2000000 + ++helped_), "HELP").text; }

Sms RigTest::ask_stock_service() {
  Sms text = text_from("994509999999", "hello");
  text.to = "9999";
  return rig->ask(rig->fake(), text);
}

}  // namespace permit::test
