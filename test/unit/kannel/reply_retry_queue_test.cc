#include "kannel/wire/reply_retry_queue.h"

#include <string>

#include <CppUTest/TestHarness.h>

using namespace std::chrono_literals;
using permit::Deliveries;
using permit::Instant;
using permit::MessageId;

namespace {

constexpr Instant kNow{1'600'000'000s};

MessageId id(unsigned number) { return {static_cast<std::uint8_t>(number >> 8), static_cast<std::uint8_t>(number)}; }

std::string due(Deliveries& deliveries, Instant now) {
  std::string all;
  for (const std::string& frame : deliveries.due(now)) all += frame + " ";
  return all;
}

}  // namespace

TEST_GROUP(Deliveries){};

TEST(Deliveries, areForgottenWhenTaken) {
  Deliveries deliveries;
  deliveries.written(id(1), "one", kNow + 1h);
  deliveries.taken(id(1));
  CHECK_FALSE(deliveries.refused(id(1), kNow));
  LONGS_EQUAL(0, deliveries.held());
}

TEST(Deliveries, refusedAreOfferedAgainLaterAndLater) {
  Deliveries deliveries;
  deliveries.written(id(1), "one", kNow + 24h);
  Instant now = kNow;
  for (const auto pause : {1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s}) {
    CHECK_TRUE(deliveries.refused(id(1), now));
    STRCMP_EQUAL("", due(deliveries, now + pause - 1s).c_str());
    now += pause;
    STRCMP_EQUAL("one ", due(deliveries, now).c_str());
    STRCMP_EQUAL("", due(deliveries, now).c_str());
  }
  deliveries.taken(id(1));
  STRCMP_EQUAL("", due(deliveries, now + 1h).c_str());
}

TEST(Deliveries, comeWhenEachIsDue) {
  Deliveries deliveries;
  deliveries.written(id(1), "one", kNow + 1h);
  deliveries.written(id(2), "two", kNow + 1h);
  deliveries.refused(id(1), kNow);
  deliveries.refused(id(2), kNow + 5s);
  STRCMP_EQUAL("one ", due(deliveries, kNow + 1s).c_str());
  STRCMP_EQUAL("two ", due(deliveries, kNow + 6s).c_str());
}

TEST(Deliveries, endWithThePermit) {
  Deliveries deliveries;
  deliveries.written(id(1), "one", kNow + 2s);
  CHECK_TRUE(deliveries.refused(id(1), kNow));
  STRCMP_EQUAL("one ", due(deliveries, kNow + 1s).c_str());
  CHECK_FALSE(deliveries.refused(id(1), kNow + 1s));
  LONGS_EQUAL(0, deliveries.held());
}

TEST(Deliveries, withoutAPermitAreNotHeld) {
  Deliveries deliveries;
  CHECK_FALSE(deliveries.refused(id(7), kNow));
}

TEST(Deliveries, refusedOutliveTheLink) {
  Deliveries deliveries;
  deliveries.written(id(1), "one", kNow + 1h);
  deliveries.written(id(2), "two", kNow + 1h);
  deliveries.refused(id(1), kNow);
  deliveries.link_lost();
  LONGS_EQUAL(1, deliveries.held());
  STRCMP_EQUAL("one ", due(deliveries, kNow + 1s).c_str());
}

TEST(Deliveries, offeredAgainOutliveTheLinkToo) {
  Deliveries deliveries;
  deliveries.written(id(1), "one", kNow + 1h);
  deliveries.refused(id(1), kNow);
  STRCMP_EQUAL("one ", due(deliveries, kNow + 1s).c_str());
  deliveries.link_lost();
  STRCMP_EQUAL("one ", due(deliveries, kNow + 1s).c_str());
  STRCMP_EQUAL("", due(deliveries, kNow + 1h).c_str());
}

TEST(Deliveries, areBounded) {
  Deliveries deliveries;
  for (unsigned i = 0; i < Deliveries::kMost + 100; ++i) deliveries.written(id(i), "x", kNow + 1h);
  LONGS_EQUAL(Deliveries::kMost, deliveries.held());
}
