// The library frees all memory of a text that it has handled.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <string>

#include "test/rig/crowd.h"
#include "test/rig/rig_group.h"
#include "test/torture/fault_trial.h"

namespace permit::test {

namespace {

/// Counts the paragraphs of valgrind's log whose call stack includes the library. Each paragraph is a fault or a leak.
std::size_t ours_in(const std::string& log, FaultTrial& trial) {
  std::size_t paragraphs = 0;
  std::string paragraph;
  std::istringstream lines(log);
  for (std::string line; std::getline(lines, line);) {
    const std::string said = line.substr(std::min(line.size(), line.find("== ") + 3));
    if (!said.empty()) {
      paragraph += said + "\n";
      continue;
    }
    if (paragraph.find("   at 0x") != std::string::npos) ++paragraphs;
    if (paragraph.find("permit") != std::string::npos && paragraph.find("   at 0x") != std::string::npos)
      trial.wrong(paragraph);
    paragraph.clear();
  }
  return paragraphs;
}

}  // namespace

struct LeakTest : RigTest {
  /// Returns one text of each kind.
  static std::string text(std::size_t number) {
    const std::string document = Crowd::document(number / 8);
    switch (number % 8) {
      case 0:
      case 1:  // again, from another phone
        return "2 " + document;
      case 2:
        return "salam";
      case 3:
        return "HELP";
      case 4:
        return "1 " + document + " 10AA" + std::to_string(100 + number % 900);
      case 5:
        return "2 XX-1";
      case 6:
        return "STATUS " + document;
      default:
        return "";
    }
  }
};

TEST_GROUP_BASE(Leak, LeakTest){};

TEST(Leak, ofTextsOfEveryKind) {
  constexpr std::size_t kTogether = 80;
  constexpr std::chrono::minutes kTimeout{5};  // valgrind is about fifty times slower
  if (std::getenv("PERMIT8103_PRELOAD_FIRST") != nullptr) {
    std::printf("(skipped: valgrind runs no program with a sanitizer) ");
    return;
  }
  FaultTrial trial("texts of every kind, smsbox under valgrind");
  const std::string log = folder.path() / "valgrind.txt";
  make_rig({.smsbox_wrapper = {"valgrind", "--leak-check=full", "--show-leak-kinds=definite,indirect,possible",
                               "--num-callers=40", "--log-file=" + log}});
  rig->start_bearerbox();
  rig->start_smsbox();
  rig->wait_for(
      "smsbox is linked", [&] { return rig->is_linked() || !rig->smsbox().running(); }, kTimeout);
  if (!rig->smsbox().running()) FAIL(("valgrind does not run smsbox:\n" + tail_of(log, 12)).c_str());
  rig->wait_until_ready();
  const std::size_t texts = times(240, 100'000);
  for (std::size_t sent = 0; sent < texts;) {
    for (std::size_t together = 0; together < kTogether; ++together, ++sent)
      rig->fake().send(text_from(Crowd::phone(sent), text(sent)));
    rig->wait_for(
        "their replies", [&] { return rig->fake().replies().size() >= sent; }, kTimeout);
  }
  rig->smsbox().signal(SIGTERM);
  rig->wait_for(
      "smsbox has ended", [&] { return !rig->smsbox().running(); }, kTimeout);
  trial.texts(texts);
  trial.tried(texts);
  const std::string told = read_file(log);
  if (told.find("LEAK SUMMARY") == std::string::npos) FAIL(("valgrind did not finish:\n" + tail_of(log, 12)).c_str());
  const std::size_t others = ours_in(told, trial);
  std::printf("    valgrind names %zu places, in Kannel and its libraries\n", others);
  trial.survived(texts);
  trial.check();
}

}  // namespace permit::test
