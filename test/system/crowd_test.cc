// Many texts, also while smsbox is killed: each gets one permit and one entry in the register.
#include <map>
#include <string>

#include "test/rig/crowd.h"
#include "test/rig/rig_group.h"

namespace permit::test {

struct CrowdsTest : RigTest {
  /// Checks that every text has a reply with its document and one entry, which matches the reply.
  void check_all_granted(const Crowd& crowd, std::size_t count) {
    rig->register_view().verify();
    std::map<std::string, Entry> by_phone;
    for (Entry& entry : rig->register_view().log()) {
      const std::string phone = entry.text.phone;
      CHECK_TEXT(by_phone.emplace(phone, std::move(entry)).second, ("two entries of " + phone).c_str());
    }
    LONGS_EQUAL(count, by_phone.size());
    for (std::size_t text = 0; text < count; ++text) {
      const Entry& entry = by_phone.at(Crowd::phone(text));
      CHECK_TEXT(entry.outcome == Outcome::granted, entry.reply.c_str());
      STRCMP_EQUAL(Crowd::document(text).c_str(), entry.document.c_str());
      STRCMP_EQUAL(entry.reply.c_str(), crowd.reply_to(text).c_str());
      STRCMP_CONTAINS(entry.document.c_str(), entry.reply.c_str());
    }
    LONGS_EQUAL(1, rig->register_view().permits_of(Crowd::document(count / 2)).size());
  }

  void kill_and_restart_smsbox() {
    rig->smsbox().kill_group();
    rig->start_smsbox();
  }
};

TEST_GROUP_BASE(Crowds, CrowdsTest){};

TEST(Crowds, fiveThousandTextsAtFiftyInFlight) {
  constexpr std::size_t count = 5000;
  Crowd crowd(start_rig(), count, 50);
  crowd.run();
  LONGS_EQUAL(0, crowd.repeated());
  check_all_granted(crowd, count);
}

TEST(Crowds, fiveThousandTextsWithSmsboxKilledInTheMiddle) {
  constexpr std::size_t count = 5000;
  Crowd crowd(start_rig(), count, 50);
  crowd.run(count / 2);
  kill_and_restart_smsbox();
  crowd.run();
  check_all_granted(crowd, count);
}

TEST(Crowds, smsboxKilledWithHundredsInFlight) {
  constexpr std::size_t count = 900;
  Crowd crowd(start_rig({.max_pending = 300}), count, count);
  for (const std::size_t answered : {1U, 150U, 400U, 700U}) {
    crowd.run(answered);
    kill_and_restart_smsbox();
  }
  crowd.run();
  check_all_granted(crowd, count);
}

}  // namespace permit::test
