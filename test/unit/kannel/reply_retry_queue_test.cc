#include "kannel/wire/reply_retry_queue.h"

#include <string>

#include <CppUTest/TestHarness.h>

using namespace std::chrono_literals;
using permit::Instant;
using permit::MessageId;
using permit::ReplyRetryQueue;

namespace {

constexpr Instant kNow{1'600'000'000s};

MessageId id(unsigned number) { return {static_cast<std::uint8_t>(number >> 8), static_cast<std::uint8_t>(number)}; }

std::string due(ReplyRetryQueue& retry_queue, Instant now) {
  std::string all;
  for (const std::string& frame : retry_queue.take_due(now)) all += frame + " ";
  return all;
}

}  // namespace

TEST_GROUP(ReplyRetryQueue){};

TEST(ReplyRetryQueue, forgetsTakenReplies) {
  ReplyRetryQueue retry_queue;
  retry_queue.written(id(1), "one", kNow + 1h);
  retry_queue.taken(id(1));
  CHECK_FALSE(retry_queue.refused(id(1), kNow));
  LONGS_EQUAL(0, retry_queue.size());
}

TEST(ReplyRetryQueue, offersARefusedReplyLaterEachTime) {
  ReplyRetryQueue retry_queue;
  retry_queue.written(id(1), "one", kNow + 24h);
  Instant now = kNow;
  for (const auto pause : {1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s}) {
    CHECK_TRUE(retry_queue.refused(id(1), now));
    STRCMP_EQUAL("", due(retry_queue, now + pause - 1s).c_str());
    now += pause;
    STRCMP_EQUAL("one ", due(retry_queue, now).c_str());
    STRCMP_EQUAL("", due(retry_queue, now).c_str());
  }
  retry_queue.taken(id(1));
  STRCMP_EQUAL("", due(retry_queue, now + 1h).c_str());
}

TEST(ReplyRetryQueue, offersEachReplyWhenItIsDue) {
  ReplyRetryQueue retry_queue;
  retry_queue.written(id(1), "one", kNow + 1h);
  retry_queue.written(id(2), "two", kNow + 1h);
  retry_queue.refused(id(1), kNow);
  retry_queue.refused(id(2), kNow + 5s);
  STRCMP_EQUAL("one ", due(retry_queue, kNow + 1s).c_str());
  STRCMP_EQUAL("two ", due(retry_queue, kNow + 6s).c_str());
}

TEST(ReplyRetryQueue, dropsAReplyWhenItsPermitEnds) {
  ReplyRetryQueue retry_queue;
  retry_queue.written(id(1), "one", kNow + 2s);
  CHECK_TRUE(retry_queue.refused(id(1), kNow));
  STRCMP_EQUAL("one ", due(retry_queue, kNow + 1s).c_str());
  CHECK_FALSE(retry_queue.refused(id(1), kNow + 1s));
  LONGS_EQUAL(0, retry_queue.size());
}

TEST(ReplyRetryQueue, ignoresUnknownReplies) {
  ReplyRetryQueue retry_queue;
  CHECK_FALSE(retry_queue.refused(id(7), kNow));
}

TEST(ReplyRetryQueue, keepsRefusedRepliesWhenTheLinkIsLost) {
  ReplyRetryQueue retry_queue;
  retry_queue.written(id(1), "one", kNow + 1h);
  retry_queue.written(id(2), "two", kNow + 1h);
  retry_queue.refused(id(1), kNow);
  retry_queue.link_lost();
  LONGS_EQUAL(1, retry_queue.size());
  STRCMP_EQUAL("one ", due(retry_queue, kNow + 1s).c_str());
}

TEST(ReplyRetryQueue, keepsRepliesOfferedAgainWhenTheLinkIsLost) {
  ReplyRetryQueue retry_queue;
  retry_queue.written(id(1), "one", kNow + 1h);
  retry_queue.refused(id(1), kNow);
  STRCMP_EQUAL("one ", due(retry_queue, kNow + 1s).c_str());
  retry_queue.link_lost();
  STRCMP_EQUAL("one ", due(retry_queue, kNow + 1s).c_str());
  STRCMP_EQUAL("", due(retry_queue, kNow + 1h).c_str());
}

TEST(ReplyRetryQueue, isBounded) {
  ReplyRetryQueue retry_queue;
  for (unsigned i = 0; i < ReplyRetryQueue::kMost + 100; ++i) retry_queue.written(id(i), "x", kNow + 1h);
  LONGS_EQUAL(ReplyRetryQueue::kMost, retry_queue.size());
}
