// The main of every CppUTest binary: CppUTest's options, our own report.
//
// One line per group, after its failures and its slow tests; the last line of the output is
// `<binary>: N passed, N failed`, which test/check/run adds up. Zero tests is a failure.

#include <csignal>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include <unistd.h>

#include <CppUTest/CommandLineTestRunner.h>
#include <CppUTest/MemoryLeakWarningPlugin.h>
#include <CppUTest/TestHarness.h>
#include <CppUTest/TestOutput.h>
#include <CppUTest/TestRegistry.h>
#include <CppUTest/TestResult.h>

namespace {

constexpr std::size_t kSlowMilliseconds = 500;

struct Tally {
  std::size_t passed = 0;
  std::size_t failed = 0;
};

// `Group.name` of the running test, for the signal handler. Filled before a test starts.
char running_test[256];

class Report : public ConsoleTestOutput {
 public:
  explicit Report(Tally& total) : total_(total) {}

  void printTestsStarted() override {}
  void printTestsEnded(const TestResult&) override {}

  void printCurrentGroupStarted(const UtestShell& first) override {
    group_name_ = first.getGroup().asCharString();
    group_ = {};
  }

  void printCurrentTestStarted(const UtestShell& test) override {
    test_ = &test;
    std::snprintf(running_test, sizeof running_test, "%s.%s", test.getGroup().asCharString(),
                  test.getName().asCharString());
  }

  void printCurrentTestEnded(const TestResult& result) override {
    const bool failed = result.getFailureCount() > failures_seen_;
    failures_seen_ = result.getFailureCount();
    running_test[0] = '\0';
    if (!test_->willRun()) return;
    ++(failed ? group_.failed : group_.passed);

    const std::size_t took = result.getCurrentTestTotalExecutionTime();
    if (took >= kSlowMilliseconds || verbose_ != level_quiet) {
      std::printf("    %-60s %6zu ms\n", test_->getName().asCharString(), took);
      flush();
    }
  }

  void printCurrentGroupEnded(const TestResult& result) override {
    if (group_.passed + group_.failed == 0) return;
    std::printf("  %-24s %4zu passed", group_name_.c_str(), group_.passed);
    if (group_.failed > 0) std::printf(", %zu failed", group_.failed);
    std::printf(" %*zu ms\n", group_.failed > 0 ? 22 : 32, result.getCurrentGroupTotalExecutionTime());
    flush();
    total_.passed += group_.passed;
    total_.failed += group_.failed;
  }

 private:
  Tally& total_;
  Tally group_;
  std::string group_name_;
  const UtestShell* test_ = nullptr;  // borrowed until the test ends
  std::size_t failures_seen_ = 0;
};

class Runner : public CommandLineTestRunner {
 public:
  Runner(int argc, char** argv, Tally& total)
      : CommandLineTestRunner(argc, argv, TestRegistry::getCurrentRegistry()), total_(total) {}

 protected:
  TestOutput* createConsoleOutput() override { return new Report(total_); }

 private:
  Tally& total_;
};

extern "C" void name_the_crashed_test(int signal_number) {
  constexpr std::string_view kCrashedIn = "\nCrashed in ";
  [[maybe_unused]] ssize_t written = write(STDOUT_FILENO, kCrashedIn.data(), kCrashedIn.size());
  written = write(STDOUT_FILENO, running_test, std::string_view(running_test).size());
  written = write(STDOUT_FILENO, "\n", 1);
  raise(signal_number);  // SA_RESETHAND: now the signal ends the process
}

// Leaves signals alone that a sanitizer already handles.
void watch_for_crashes() {
  for (const int signal_number : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) {
    struct sigaction current = {};
    sigaction(signal_number, nullptr, &current);
    if (current.sa_handler != SIG_DFL) continue;
    current.sa_handler = name_the_crashed_test;
    current.sa_flags = static_cast<int>(SA_RESETHAND | SA_NODEFER);
    sigaction(signal_number, &current, nullptr);
  }
}

bool only_lists(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view option = argv[i];
    if (option == "-h" || option.starts_with("-l")) return true;
  }
  return false;
}

std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

}  // namespace

int main(int argc, char** argv) {
  watch_for_crashes();
  // CppUTest counts allocations to find leaks, by default without a lock; some tests have threads.
  MemoryLeakWarningPlugin::turnOnThreadSafeNewDeleteOverloads();
  if (std::getenv("PERMIT8103_TORTURE")) MemoryLeakWarningPlugin::turnOffNewDeleteOverloads();  // else takes hours
  Tally total;
  const int status = Runner(argc, argv, total).runAllTestsMain();
  if (only_lists(argc, argv)) return status;

  if (total.passed + total.failed == 0) {
    std::puts("No test ran.");
    total.failed = 1;
  }
  const std::string_view binary = base_name(argv[0]);
  std::printf("%.*s: %zu passed, %zu failed\n", static_cast<int>(binary.size()), binary.data(), total.passed,
              total.failed);
  return status == 0 && total.failed == 0 ? 0 : 1;
}
