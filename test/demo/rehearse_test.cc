// What `make run` shows, on a terminal and without one, and that it leaves no process.
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "test/rig/rig_group.h"

namespace permit::test {

namespace {

/// A pseudo-terminal with a program on it.
class Screen {
 public:
  Screen() : master_(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)) {
    if (::grantpt(master_.get()) != 0 || ::unlockpt(master_.get()) != 0) FAIL("no terminal");
    // Unless one end stays open here, the terminal disappears before the program opens it.
    slave_ = Fd(::open(name().c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC));
  }

  std::string name() const { return ::ptsname(master_.get()); }

  void type(std::string_view keys) { LONGS_EQUAL(keys.size(), ::write(master_.get(), keys.data(), keys.size())); }

  /// Reads until `words` have appeared since the last call. Returns what appeared.
  std::string wait_for(std::string_view words) {
    const auto deadline = std::chrono::steady_clock::now() + PollLoop::kTimeout;
    for (;;) {
      if (const auto at = shown_.find(words); at != std::string::npos) {
        std::string seen = shown_.substr(0, at + words.size());
        shown_.erase(0, seen.size());
        return seen;
      }
      if (std::chrono::steady_clock::now() > deadline)
        FAIL(("not shown: " + std::string(words) + "\n" + shown_).c_str());
      read_more();
    }
  }

 private:
  void read_more() {
    pollfd screen{master_.get(), POLLIN, 0};
    char block[4096];
    if (::poll(&screen, 1, 100) <= 0) return;
    const ssize_t got = ::read(master_.get(), block, sizeof block);
    if (got > 0) shown_.append(block, static_cast<std::size_t>(got));
  }

  Fd master_;
  Fd slave_;
  std::string shown_;
};

/// Returns the processes whose command line contains `word`.
std::vector<std::string> processes_naming(const std::string& word) {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const std::string command = read_file(entry.path() / "cmdline");
    if (command.find(word) != std::string::npos) found.push_back(command);
  }
  return found;
}

}  // namespace

struct RehearseTest : RigTest {
  Command rehearse(const std::vector<std::string>& options = {}) const {
    Command command{.arguments = {build_folder() / "rehearse", "--folder", run_folder()}};
    command.arguments.insert(command.arguments.end(), options.begin(), options.end());
    return command;
  }

  /// Runs the rehearsal on a terminal, up to the prompt.
  Process rehearse_on(Screen& screen) {
    Command command = rehearse();
    command.input = command.output = screen.name();
    Process process(command);
    shown_ = screen.wait_for("\n> ");
    return process;
  }

  int end_of(Process& process) {
    PollLoop loop;
    CHECK_TEXT(loop.until([&] { return !process.running(); }), "it does not end");
    return *process.exit_status();
  }

  void check_nothing_is_left() const {
    const auto left = processes_naming(run_folder());
    STRCMP_EQUAL("", left.empty() ? "" : left.front().c_str());
  }

  std::string run_folder() const { return folder.path() / "run"; }

  std::string shown_;  ///< output before the first prompt
};

TEST_GROUP_BASE(Rehearse, RehearseTest){};

TEST(Rehearse, withoutATerminalShowsTheSamplesAndEnds) {
  const Finished shown = run_to_end(rehearse());
  LONGS_EQUAL_TEXT(0, shown.status, shown.output.c_str());
  for (const char* outcome : {"granted,", "repeated,", "refused,", "unreadable,", "information,"})
    STRCMP_CONTAINS(outcome, shown.output.c_str());
  STRCMP_CONTAINS("REHEARSED", shown.output.c_str());
  STRCMP_CONTAINS("2020-12-15T10:00", shown.output.c_str());
  STRCMP_CONTAINS("liblmdb.so.0", shown.output.c_str());
  check_nothing_is_left();
}

TEST(Rehearse, atAnotherTimeFollowsTheDecreeInForceThen) {
  const Finished shown = run_to_end(rehearse({"--at", "2020-07-21T10:00"}));
  LONGS_EQUAL_TEXT(0, shown.status, shown.output.c_str());
  STRCMP_CONTAINS("2020-07-21T10:00", shown.output.c_str());
  STRCMP_CONTAINS("10:00-12:0", shown.output.c_str());
}

TEST(Rehearse, withoutADecreeInForceStillAnswers) {
  const Finished shown = run_to_end(rehearse({"--at", "2020-10-01T10:00"}));
  LONGS_EQUAL_TEXT(0, shown.status, shown.output.c_str());
  STRCMP_CONTAINS("none is in force", shown.output.c_str());
}

TEST(Rehearse, saysWhatItDoesNotUnderstand) {
  LONGS_EQUAL(64, run_to_end(rehearse({"--att", "2020-07-21T10:00"})).status);
  const Finished wrong = run_to_end(rehearse({"--at", "tomorrow"}));
  LONGS_EQUAL(64, wrong.status);
  STRCMP_CONTAINS("tomorrow", wrong.output.c_str());
}

TEST(Rehearse, refusesTheFolderOfAnotherRehearsal) {
  Screen screen;
  Process process = rehearse_on(screen);
  const Finished second = run_to_end(rehearse());
  LONGS_EQUAL(64, second.status);
  STRCMP_CONTAINS("--folder", second.output.c_str());
  screen.type("2 AZE55555555\n");
  screen.wait_for("granted");
}

TEST(Rehearse, onATerminalSendsWhatIsTypedUntilCtrlD) {
  Screen screen;
  Process process = rehearse_on(screen);
  screen.type("2 AZE55555555\n");
  STRCMP_CONTAINS("granted", screen.wait_for("\n> ").c_str());
  screen.type("/from +994559999999\n2 AZE55555555 10AA123\n");
  STRCMP_CONTAINS("+994559999999 > 2 AZE55555555", screen.wait_for("repeated").c_str());
  screen.wait_for("\n> ");
  screen.type("\x04");
  LONGS_EQUAL(0, end_of(process));
  check_nothing_is_left();
}

TEST(Rehearse, fakesmscCommandThatItPrintsWorks) {
  Screen screen;
  const Process process = rehearse_on(screen);
  const auto begin = shown_.find("/usr/lib/kannel/test/fakesmsc");
  const std::string command = shown_.substr(begin, shown_.find('\r', begin) - begin);
  const auto output = folder.path() / "fakesmsc.out";
  // exec, because fakesmsc does not end by itself.
  const Process fakesmsc({.arguments = {"/bin/sh", "-c", "exec " + command}, .output = output});
  PollLoop loop;
  CHECK(loop.until([&] { return read_file(output).find("Got message 1: <8103 ") != std::string::npos; }));
  STRCMP_CONTAINS("AZE12345678", read_file(output).c_str());
}

TEST(Rehearse, leavesNothingWhenItIsInterrupted) {
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
    Screen screen;
    Process process = rehearse_on(screen);
    process.signal(number);
    LONGS_EQUAL(128 + number, end_of(process));
    check_nothing_is_left();
  }
}

TEST(Rehearse, leavesNothingWhenItIsKilled) {
  Screen screen;
  Process process = rehearse_on(screen);
  process.signal(SIGKILL);
  LONGS_EQUAL(128 + SIGKILL, end_of(process));
  PollLoop loop;
  CHECK(loop.until([&] { return processes_naming(run_folder()).empty(); }));
}

}  // namespace permit::test
