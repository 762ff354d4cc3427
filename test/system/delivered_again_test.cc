// A text that bearerbox delivers again because the first ack never reached it.
#include <string>

#include "test/rig/rig_group.h"

namespace permit::test {

struct DeliveredAgainTest : RigTest {
  /// Loses the library's answer on the way, and then the link, after the text is committed.
  void lose_the_answer_to(const Sms& text) {
    rig->tap().hold_back();
    rig->fake().send(text);
    rig->wait_for("the library has answered", [&] { return rig->tap().holds_something(); });
    rig->wait_for("the register has the text", [&] { return !rig->register_view().log_of(text.from).empty(); });
    CHECK(rig->fake().replies().empty());
  }
};

TEST_GROUP_BASE(DeliveredAgain, DeliveredAgainTest){};

TEST(DeliveredAgain, afterKillGetsTheRecordedReplyAndNoSecondPermit) {
  start_rig({.tapped = true});
  lose_the_answer_to(text_from("994501112233", "2 AZE12345678"));
  rig->smsbox().kill_group();
  rig->tap().break_link();
  rig->start_smsbox();
  rig->wait_for("the text is answered", [&] { return !rig->fake().replies().empty(); });

  const Entry entry = entry_of("994501112233");
  CHECK(entry.outcome == Outcome::granted);
  STRCMP_EQUAL(entry.reply.c_str(), rig->fake().replies().front().text.c_str());
  LONGS_EQUAL(1, rig->register_view().permits_of("AZE12345678").size());
  LONGS_EQUAL(1, rig->register_view().log().size());
}

TEST(DeliveredAgain, afterABrokenLinkGetsTheRecordedReply) {
  start_rig({.tapped = true});
  lose_the_answer_to(text_from("994501112233", "2 AZE12345678"));
  rig->tap().break_link();
  rig->wait_for("the text is answered", [&] { return !rig->fake().replies().empty(); });

  STRCMP_EQUAL(entry_of("994501112233").reply.c_str(), rig->fake().replies().front().text.c_str());
  LONGS_EQUAL(1, rig->register_view().permits_of("AZE12345678").size());
}

}  // namespace permit::test
