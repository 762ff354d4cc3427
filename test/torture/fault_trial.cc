#include "test/torture/fault_trial.h"

#include <cstdio>
#include <cstdlib>
#include <utility>

#include <CppUTest/TestHarness.h>

#include "test/rig/page_block.h"

namespace permit::test {
namespace {

constexpr std::size_t kFindingsPrinted = 5;

std::uint64_t seed() {
  const char* wanted = std::getenv("PERMIT8103_SEED");
  return wanted ? std::strtoull(wanted, nullptr, 10) : std::random_device()();
}

/// Lets a failed test go on: a destructor must not throw.
class ContinueTest : public TestTerminator {
  void exitCurrentTest() const override {}
};

}  // namespace

std::size_t times(std::size_t in_test, std::size_t at_length) {
  return std::getenv("PERMIT8103_TORTURE") ? at_length : in_test;
}

FaultTrial::FaultTrial(std::string name) : name_(std::move(name)), seed_(seed()), chance_(seed_) {}

FaultTrial::~FaultTrial() {
  std::printf("  %-44s tried %6zu, survived %6zu, lost %zu, wrong %zu", name_.c_str(), tried_, survived_, lost_,
              wrong_);
  if (texts_ > 0) std::printf(", %zu texts", texts_);
  std::puts("");
  std::fflush(stdout);
  add_to_page();
}

std::size_t FaultTrial::between(std::size_t least, std::size_t most) {
  return std::uniform_int_distribution<std::size_t>(least, most)(chance_);
}

void FaultTrial::check() const {
  std::string findings;
  for (const std::string& finding : findings_) findings += "\n    " + finding;
  if (!findings.empty()) FAIL(("PERMIT8103_SEED=" + std::to_string(seed_) + findings).c_str());
  CHECK_TEXT(tried_ > 0, "the trial was never tried");
  LONGS_EQUAL(tried_, survived_);
}

void FaultTrial::add_to_page() const {
  const char* page = std::getenv("PERMIT8103_PAGE");
  if (!page) return;
  static std::string rows = "| What breaks | Tried | Survived | Texts | Lost | Wrong |\n|---|---|---|---|---|---|\n";
  rows += "| " + name_;
  for (const std::size_t count : {tried_, survived_, texts_, lost_, wrong_}) rows += " | " + with_commas(count);
  rows += " |\n";
  const Status written = replace_block(page, "promises", rows + "\n" + today() + ".\n");
  UtestShell* test = UtestShell::getCurrent();
  if (!written) test->failWith(FailFailure(test, __FILE__, __LINE__, written.error().message.c_str()), ContinueTest());
}

void FaultTrial::note(std::size_t& count, const std::string& what) {
  ++count;
  if (findings_.size() < kFindingsPrinted) findings_.push_back(what);
}

}  // namespace permit::test
