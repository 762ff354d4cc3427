// Two smsboxes on one store.
#include <algorithm>
#include <string>

#include "test/kannel/rig_test.h"

namespace permit::test {

namespace {

std::string phone(std::size_t box, std::size_t round) {
  return (box == 0 ? "99450" : "99455") + std::to_string(1000000 + round);
}

std::string document(std::size_t round) { return "AZE" + std::to_string(10000000 + round); }

}  // namespace

TEST_GROUP_BASE(TwoBoxes, RigTest){};

TEST(TwoBoxes, oneDocumentAskedFromBothAtOnceIsGrantedOnce) {
  constexpr std::size_t rounds = 300;
  start_rig({.boxes = 2});
  for (std::size_t round = 0; round < rounds; ++round)
    for (const std::size_t box : {0, 1}) rig->fake(box).send(text_from(phone(box, round), "2 " + document(round)));
  rig->wait_for("both boxes have answered everything",
                [&] { return rig->fake(0).replies().size() >= rounds && rig->fake(1).replies().size() >= rounds; });

  rig->registry().verify();
  const auto log = rig->registry().log();
  LONGS_EQUAL(2 * rounds, log.size());
  const auto granted_through = [&](const char* smsc) {
    return std::count_if(log.begin(), log.end(), [&](const Entry& entry) {
      return entry.outcome == Outcome::granted && entry.text.smsc == smsc;
    });
  };
  LONGS_EQUAL(rounds, granted_through("fake") + granted_through("fake-2"));
  // Else they did not meet.
  CHECK(granted_through("fake") > 0);
  CHECK(granted_through("fake-2") > 0);
  for (std::size_t round = 0; round < rounds; ++round) {
    LONGS_EQUAL(1, rig->registry().permits_of(document(round)).size());
    const Sms first = rig->fake(0).replies_to(phone(0, round)).at(0);
    const Sms second = rig->fake(1).replies_to(phone(1, round)).at(0);
    CHECK_TEXT(first.text != second.text, "one of them must say that the permit was there");
  }
}

TEST(TwoBoxes, oneGoesOnWhenTheOtherIsKilled) {
  start_rig({.boxes = 2});
  rig->ask(rig->fake(0), text_from(phone(0, 0), "2 " + document(0)));
  rig->smsbox(0).end();
  const Sms reply = rig->ask(rig->fake(1), text_from(phone(1, 0), "2 " + document(0)));
  STRCMP_CONTAINS(document(0).c_str(), reply.text.c_str());
  CHECK(entry_of(phone(1, 0)).outcome == Outcome::repeated);
  rig->ask(rig->fake(1), text_from(phone(1, 1), "2 " + document(1)));
  CHECK(entry_of(phone(1, 1)).outcome == Outcome::granted);
}

}  // namespace permit::test
