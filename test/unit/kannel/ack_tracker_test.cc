#include "kannel/wire/ack_tracker.h"

#include <CppUTest/TestHarness.h>

using permit::AckTracker;
using permit::MessageId;
using permit::TextKey;

namespace {

MessageId reply(unsigned char number) {
  MessageId id{};
  id[0] = number;
  return id;
}

TextKey text(unsigned char number) {
  TextKey key;
  key.id[0] = number;
  return key;
}

}  // namespace

TEST_GROUP(AckTracker) { AckTracker acks; };

TEST(AckTracker, waitsForTheReplyToBeTaken) {
  acks.replied(text(1), reply(1));
  CHECK_FALSE(acks.mark_done(text(1)));
  CHECK_TRUE(acks.settled(reply(1)) == text(1));
  CHECK_TRUE(acks.pending().empty());
}

TEST(AckTracker, waitsForTheCommitIfTheReplyWasTaken) {
  acks.replied(text(1), reply(1));
  CHECK_FALSE(acks.settled(reply(1)).has_value());
  CHECK_TRUE(acks.mark_done(text(1)));
}

TEST(AckTracker, doesNotWaitWithoutAReply) { CHECK_TRUE(acks.mark_done(text(1))); }

TEST(AckTracker, listsRepliesThatAreNotTaken) {
  acks.replied(text(1), reply(1));
  acks.replied(text(2), reply(2));
  CHECK_FALSE(acks.mark_done(text(1)));
  acks.settled(reply(2));
  LONGS_EQUAL(1, acks.pending().size());
  CHECK_TRUE(acks.pending().front() == reply(1));
}

TEST(AckTracker, followsTheLastReplyOfATextDeliveredTwice) {
  acks.replied(text(1), reply(1));
  acks.replied(text(1), reply(2));
  CHECK_FALSE(acks.mark_done(text(1)));
  CHECK_FALSE(acks.settled(reply(1)).has_value());
  CHECK_TRUE(acks.settled(reply(2)) == text(1));
}

TEST(AckTracker, ignoresAnUnknownReply) { CHECK_FALSE(acks.settled(reply(9)).has_value()); }

TEST(AckTracker, isFullWhenTooManyRepliesArePending) {
  AckTracker two(2);
  two.replied(text(1), reply(1));
  two.replied(text(1), reply(2));
  CHECK_FALSE(two.full());
  two.replied(text(2), reply(3));
  CHECK_TRUE(two.full());
  two.settled(reply(3));
  CHECK_FALSE(two.full());
}
