// Two smsboxes on one store.
#include <algorithm>
#include <string>

#include "test/rig/crowd.h"
#include "test/rig/rig_group.h"

namespace permit::test {

namespace {

std::string phone(std::size_t box, std::size_t text) {
  return (box == 0 ? "99450" : "99455") + std::to_string(1000000 + text);
}

std::string document(std::size_t text) { return "AZE" + std::to_string(10000000 + text); }

}  // namespace

TEST_GROUP_BASE(TwoBoxes, RigTest){};

TEST(TwoBoxes, aDocumentSentToBothAtOnceIsGrantedOnce) {
  constexpr std::size_t count = 300;
  constexpr std::size_t at_once = 5;
  start_rig({.boxes = 2});
  for (std::size_t asked = 0; asked < count;) {
    // The two boxes take turns at being asked first.
    const std::size_t first = asked / at_once % 2;
    const std::size_t end = asked + at_once;
    for (const std::size_t box : {first, 1 - first})
      for (std::size_t i = asked; i < end; ++i) rig->fake(box).send(text_from(phone(box, i), "2 " + document(i)));
    asked = end;
    rig->wait_for("both boxes have answered",
                  [&] { return rig->fake(0).replies().size() >= asked && rig->fake(1).replies().size() >= asked; });
  }

  rig->register_view().verify();
  const auto log = rig->register_view().log();
  LONGS_EQUAL(2 * count, log.size());
  const auto granted_through = [&](const char* smsc) {
    return std::count_if(log.begin(), log.end(), [&](const Entry& entry) {
      return entry.outcome == Outcome::granted && entry.text.smsc == smsc;
    });
  };
  LONGS_EQUAL(count, granted_through("fake") + granted_through("fake-2"));
  CHECK_TEXT(granted_through("fake") > 0 && granted_through("fake-2") > 0, "one granted none");
  for (std::size_t i = 0; i < count; ++i) {
    LONGS_EQUAL(1, rig->register_view().permits_of(document(i)).size());
    const Sms one = rig->fake(0).replies_to(phone(0, i)).at(0);
    const Sms other = rig->fake(1).replies_to(phone(1, i)).at(0);
    CHECK_TEXT(one.text != other.text, "one of them must say that it is a repeat");
  }
}

TEST(TwoBoxes, withOneIdTakeOverTheTextsOfAKilledOne) {
  constexpr std::size_t count = 600;
  Crowd crowd(start_rig({.boxes = 2, .shared_id = true}), count, 200);
  crowd.run(count / 2);
  rig->smsbox(1).kill_group();
  crowd.run();
  rig->register_view().verify();
  LONGS_EQUAL(count, rig->register_view().log().size());
  for (std::size_t text = 0; text < count; ++text)
    LONGS_EQUAL(1, rig->register_view().permits_of(Crowd::document(text)).size());
}

TEST(TwoBoxes, oneGoesOnWhenTheOtherIsKilled) {
  start_rig({.boxes = 2});
  rig->ask(rig->fake(0), text_from(phone(0, 0), "2 " + document(0)));
  rig->smsbox(0).kill_group();
  const Sms reply = rig->ask(rig->fake(1), text_from(phone(1, 0), "2 " + document(0)));
  STRCMP_CONTAINS(document(0).c_str(), reply.text.c_str());
  CHECK(entry_of(phone(1, 0)).outcome == Outcome::repeated);
  rig->ask(rig->fake(1), text_from(phone(1, 1), "2 " + document(1)));
  CHECK(entry_of(phone(1, 1)).outcome == Outcome::granted);
}

}  // namespace permit::test
