// One phone that texts without end, and a country that texts at once.
#include <chrono>
#include <cstdio>
#include <sstream>
#include <string>

#include "test/kannel/rig_test.h"
#include "test/torture/fault.h"

namespace permit::test {

namespace {

/// Memory that a process has to itself, in KiB.
std::size_t anonymous_memory(pid_t process) {
  std::istringstream status(read_file("/proc/" + std::to_string(process) + "/status"));
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("RssAnon:")) return std::stoul(line.substr(8));
  throw RigFailure("no RssAnon of smsbox");
}

}  // namespace

struct FloodTest : RigTest {
  const std::string flooder = "994509990000";

  std::string phone(std::size_t number) const { return "99455" + std::to_string(1'000'000 + number); }

  void flood(std::size_t texts) {
    for (std::size_t text = 0; text < texts; ++text)
      rig->fake().send(text_from(flooder, "salam " + std::to_string(text)));
  }
};

TEST_GROUP_BASE(Flood, FloodTest){};

TEST(Flood, onePhoneWithoutEnd) {
  Fault fault("one phone texts without end");
  const std::size_t texts = times(2'000, 50'000);
  start_rig();
  for (std::size_t sent = 0; sent < texts; sent += 100) {
    flood(100);
    const std::string other = phone(sent);
    rig->ask(other, "2 AZE" + std::to_string(10'000'000 + sent));
  }
  fault.texts(texts);
  fault.tried(texts);

  std::size_t silent = 0;
  std::size_t helped = 0;
  for (const Entry& entry : rig->registry().log_of(flooder)) {
    const bool flooding = entry.reason == "flood";
    if (flooding && entry.outcome == Outcome::silent) ++silent;
    if (flooding && entry.outcome == Outcome::unreadable) ++helped;
  }
  const std::size_t replies = rig->fake().replies_to(flooder).size();
  if (silent != texts - 21) fault.wrong(std::to_string(silent) + " texts met silence");
  if (helped != 1) fault.wrong("help was given " + std::to_string(helped) + " times");
  if (replies != 21) fault.wrong(std::to_string(replies) + " replies to the flood");
  fault.survived(texts);
  fault.check();
}

TEST(Flood, aMillionPhones) {
  constexpr std::size_t kMostGrowth = 8 * 1024;  // KiB: the guard's 1.5 MiB, a batch, and what malloc keeps
  Fault fault("texts of a million phones");
  const std::size_t texts = times(3'000, 1'000'000);
  start_rig();
  std::size_t sent = 0;
  std::size_t before = 0;
  while (sent < texts) {
    for (std::size_t text = 0; text < 100; ++text, ++sent) rig->fake().send(text_from(phone(sent), "salam"));
    rig->wait_for("their replies", [&] { return rig->fake().replies().size() >= sent; });
    if (sent == 1'000) before = anonymous_memory(rig->smsbox().pid());
  }
  fault.texts(sent);
  fault.tried(sent);
  const std::size_t after = anonymous_memory(rig->smsbox().pid());
  if (after > before + kMostGrowth)
    fault.wrong("smsbox grew from " + std::to_string(before) + " to " + std::to_string(after) + " KiB");
  std::printf("    smsbox: %zu KiB after 1000 texts, %zu KiB after %zu\n", before, after, sent);
  fault.survived(sent);
  fault.check();
}

}  // namespace permit::test
