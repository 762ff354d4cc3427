#include "service/meter.h"

#include <string>

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace std::chrono_literals;

namespace {

struct RecordingOutbox final : Outbox {
  void reply(const Entry& entry) override { said += "reply " + entry.reply + "; "; }
  void ack(const Text&) override { said += "ack; "; }
  void flush() override { said += "flush; "; }

  std::string said;
};

Text text(std::uint8_t number) {
  Text text;
  text.key.id[0] = number;
  return text;
}

Entry entry(const Text& text, Outcome outcome, const std::string& reply) {
  Entry entry;
  entry.text = text;
  entry.outcome = outcome;
  entry.reply = reply;
  return entry;
}

}  // namespace

TEST_GROUP(Meter) {
  RecordingOutbox link;
  InstanceFigures figures;
  Meter meter{link, figures};

  void arrive(const Text& text, std::chrono::milliseconds ago) {
    meter.arrived({&text, 1}, std::chrono::steady_clock::now() - ago);
  }
};

TEST(Meter, everythingReachesTheLink) {
  arrive(text(1), 0ms);
  meter.reply(entry(text(1), Outcome::granted, "yes"));
  meter.flush();
  meter.ack(text(1));
  STRCMP_EQUAL("reply yes; flush; ack; ", link.said.c_str());
}

TEST(Meter, latencyRunsFromArrivalToFlush) {
  arrive(text(1), 300ms);
  meter.reply(entry(text(1), Outcome::granted, "yes"));
  LONGS_EQUAL(0, figures.latency.total());
  meter.flush();
  LONGS_EQUAL(1, figures.latency.total());
  CHECK_TRUE(figures.latency.sum() >= 0.3 && figures.latency.sum() < 5);
  meter.flush();
  LONGS_EQUAL(1, figures.latency.total());
}

TEST(Meter, textsWaitUntilTheyAreAcked) {
  arrive(text(1), 0ms);
  arrive(text(2), 0ms);
  arrive(text(2), 0ms);  // delivered again
  LONGS_EQUAL(2, figures.waiting);
  meter.reply(entry(text(1), Outcome::unreadable, "no"));
  meter.ack(text(1));
  LONGS_EQUAL(1, figures.waiting);
  meter.ack(text(2));
  LONGS_EQUAL(0, figures.waiting);
}

TEST(Meter, aTextWithoutReplyCountsAsSilent) {
  arrive(text(1), 0ms);
  arrive(text(2), 0ms);
  meter.reply(entry(text(1), Outcome::refused, "no"));
  meter.ack(text(1));
  meter.ack(text(2));
  LONGS_EQUAL(1, figures.outcomes[Outcome::refused]);
  LONGS_EQUAL(1, figures.outcomes[Outcome::silent]);
  LONGS_EQUAL(2, figures.outcomes.sum());
}
