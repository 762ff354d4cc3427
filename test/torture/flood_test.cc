// One phone that texts without end, and a whole country that texts at once.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "test/rig/rig_group.h"
#include "test/torture/fault_trial.h"
#include "test/torture/memory.h"

namespace permit::test {

namespace {

/// Returns the value below which `part` of all values lie.
double rank(std::vector<double> all, double part) {
  const auto at = all.begin() + static_cast<std::ptrdiff_t>(part * static_cast<double>(all.size() - 1));
  std::nth_element(all.begin(), at, all.end());
  return *at;
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
  FaultTrial trial("one phone texts without end");
  const std::size_t texts = times(2'000, 50'000);
  start_rig();
  for (std::size_t sent = 0; sent < texts; sent += 100) {
    flood(100);
    const std::string other = phone(sent);
    rig->ask(other, "2 AZE" + std::to_string(10'000'000 + sent));
  }
  trial.texts(texts);
  trial.tried(texts);

  std::size_t silent = 0;
  std::size_t helped = 0;
  for (const Entry& entry : rig->register_view().log_of(flooder)) {
    const bool flooding = entry.reason == "flood";
    if (flooding && entry.outcome == Outcome::silent) ++silent;
    if (flooding && entry.outcome == Outcome::unreadable) ++helped;
  }
  const std::size_t replies = rig->fake().replies_to(flooder).size();
  if (silent != texts - 21) trial.wrong(std::to_string(silent) + " texts got no reply");
  if (helped != 1) trial.wrong("help was sent " + std::to_string(helped) + " times");
  if (replies != 21) trial.wrong(std::to_string(replies) + " replies to the flood");
  trial.survived(texts);
  trial.check();
}

TEST(Flood, machineThatAnswersEveryReply) {
  FaultTrial trial("a machine answers every reply with a text");
  start_rig();
  for (const std::string& sender : {flooder, std::string("ASAN"), std::string("9108")}) {
    const std::size_t most = sender == flooder ? 21 : 0;
    std::string said = "2 AZE1234567";
    bool silent = false;
    for (std::size_t replies = 0; !silent; ++replies) {
      rig->fake().send(text_from(sender, said));
      rig->wait_for("a reply, or silence", [&] {
        const std::vector<Entry> entries = rig->register_view().log_of(sender);
        silent = entries.size() > replies && entries.back().outcome == Outcome::silent;
        return silent || rig->fake().replies_to(sender).size() > replies;
      });
      trial.tried();
      if (!silent) said = rig->fake().replies_to(sender).back().text;
      if (replies > most) trial.wrong("more than " + std::to_string(most) + " replies to " + sender);
      if (replies > 100) break;
      trial.survived();
    }
  }
  trial.check();
}

// A busy machine is slow with and without a flood, so both are measured in turns and compared.
TEST(Flood, delayOfOtherPhones) {
  constexpr std::size_t kAsked = 50;  // per turn
  FaultTrial trial("others during 200 texts a second of one phone");
  const std::size_t turns = times(1, 40);
  start_rig();
  std::size_t others = 0;
  std::size_t flooded = 0;
  const auto ask = [&] {
    const auto sent = std::chrono::steady_clock::now();
    rig->ask(phone(others), "2 AZE" + std::to_string(10'000'000 + others));
    ++others;
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - sent).count();
  };
  std::vector<double> quiet;
  std::vector<double> flooded_times;
  for (std::size_t turn = 0; turn < turns; ++turn) {
    for (std::size_t text = 0; text < kAsked; ++text) quiet.push_back(ask());
    const auto began = std::chrono::steady_clock::now();
    std::size_t this_turn = 0;
    for (std::size_t text = 0; text < kAsked; ++text) {
      const auto due =
          static_cast<std::size_t>((std::chrono::steady_clock::now() - began) / std::chrono::milliseconds(5));
      for (; this_turn < due; ++this_turn, ++flooded) flood(1);
      flooded_times.push_back(ask());
    }
  }
  trial.tried(flooded);
  trial.survived(flooded);
  trial.texts(others);
  std::printf(
      "    others wait %.1f ms at the median, with a flood %.1f ms; in one case of a hundred %.1f and %.1f ms\n",
      rank(quiet, 0.5), rank(flooded_times, 0.5), rank(quiet, 0.99), rank(flooded_times, 0.99));
  // Only `make torture` checks times.
  if (turns > 1 && rank(flooded_times, 0.99) > 1.5 * rank(quiet, 0.99)) trial.wrong("a flood slows the others");
  trial.check();
}

TEST(Flood, aMillionPhones) {
  constexpr std::size_t kMostGrowth = 8 * 1024;  // in KiB: flood protection's 1.5 MiB, a batch, and malloc's reserve
  FaultTrial trial("texts of a million phones");
  const std::size_t texts = times(3'000, 1'000'000);
  start_rig();
  std::size_t sent = 0;
  std::size_t before = 0;
  while (sent < texts) {
    for (std::size_t text = 0; text < 100; ++text, ++sent) rig->fake().send(text_from(phone(sent), "salam"));
    rig->wait_for("their replies", [&] { return rig->fake().replies().size() >= sent; });
    if (sent == 1'000) before = anonymous_memory(rig->smsbox().pid());
  }
  trial.texts(sent);
  trial.tried(sent);
  const std::size_t after = anonymous_memory(rig->smsbox().pid());
  if (after > before + kMostGrowth)
    trial.wrong("smsbox grew from " + std::to_string(before) + " to " + std::to_string(after) + " KiB");
  std::printf("    smsbox: %zu KiB after 1000 texts, %zu KiB after %zu\n", before, after, sent);
  trial.survived(sent);
  trial.check();
}

}  // namespace permit::test
