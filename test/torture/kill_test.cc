// Processes are killed while texts are in flight. Every accepted text is answered and is in the register.
#include <signal.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <optional>
#include <string>
#include <thread>

#include "test/rig/rig_group.h"
#include "test/rig/rule_copy.h"
#include "test/torture/bearer.h"
#include "test/torture/bearer_smsc.h"
#include "test/torture/fault_trial.h"
#include "test/torture/neighbours.h"

namespace permit::test {

using namespace std::chrono_literals;

struct KillTest : RigTest {
  /// Bearerbox accepts one box a second, so smsbox's own link goes to a port of the test.
  KannelRig& start(RigOptions options) {
    options.separate_stock_link = true;
    make(options);
    aside.emplace(*rig->plan().stock_port);
    rig->loop().add(*aside);
    rig->start();
    return *rig;
  }

  /// Makes a rig without a bearerbox, which would make a test wait a second at each start of a box.
  void make_without_bearerbox(RigOptions options) {
    make(options);
    aside.emplace(rig->plan().box_port);
    rig->loop().add(*aside);
    smsc.emplace(*aside, rig->plan().box_id(0));
    rig->loop().add(*smsc);
  }

  void make(RigOptions options) {
    options.rehearse_at = Neighbours::kBegin;
    make_rig(options);
  }

  /// Moves the clock of boxes that are started from now on forward. REQUIRES: nothing is in flight. Otherwise a permit
  /// may have ended when its text comes again, and bearerbox drops a reply that is past its validity.
  void move_clock(std::size_t by) {
    minutes += by;
    char time[32];
    std::snprintf(time, sizeof time, "2020-07-%02zuT%02zu:%02zu", 5 + (8 * 60 + minutes) / 1440,
                  (8 * 60 + minutes) / 60 % 24, minutes % 60);
    rig->set_clock(time);
  }

  static void sleep_up_to(FaultTrial& trial, std::chrono::microseconds at_most) {
    const auto most = static_cast<std::size_t>(at_most.count());
    std::this_thread::sleep_for(std::chrono::microseconds(trial.between(0, most)));
  }

  /// Returns while texts are answered, at any instruction, so that the fault can strike. If every smsbox starts again,
  /// each tenth fault strikes with nothing in flight, and the clock moves on by some hours.
  void strike_after(Neighbours& neighbours, std::size_t answered, FaultTrial& trial, bool all_start_anew = false) {
    neighbours.run(answered);
    if (all_start_anew && trial.between(1, 10) == 1 && minutes < 13 * 24 * 60) {
      neighbours.finish();
      move_clock(trial.between(1, 12 * 60));
    }
    sleep_up_to(trial, 2ms);
  }

  /// Counts the fault as survived if texts are answered after it.
  static void go_on(Neighbours& neighbours, FaultTrial& trial) {
    const std::size_t before = neighbours.answered();
    const std::size_t enough = std::min(before + 1, neighbours.count());
    neighbours.run(enough);
    if (neighbours.answered() >= enough) trial.survived();
  }

  static void end(Neighbours& neighbours, FaultTrial& trial) {
    neighbours.run();
    neighbours.check();
    trial.texts(neighbours.sent());
    trial.check();
  }

  std::optional<Bearer> aside;
  std::optional<BearerSmsc> smsc;
  std::size_t minutes = 0;
};

/// Returns a piece of the rules' English help text, which differs from one `number` to the next.
std::string help_words(std::size_t number) {
  return "\"help\">" + (number == 0 ? "" : std::to_string(number) + ": ") + "Code 1";
}

TEST_GROUP_BASE(Kill, KillTest){};

TEST(Kill, smsbox) {
  FaultTrial trial("smsbox is killed");
  const std::size_t kills = times(5, 300);
  start({});
  Neighbours neighbours(*rig, {&rig->fake()}, kills * 100, 300, trial);
  for (std::size_t kill = 0; kill < kills; ++kill) {
    strike_after(neighbours, kill * 100 + trial.between(1, 100), trial, true);
    rig->smsbox().kill_group();
    trial.tried();
    rig->start_smsbox();
    go_on(neighbours, trial);
  }
  end(neighbours, trial);
}

TEST(Kill, oneOfTwoSmsboxesOnOneStore) {
  FaultTrial trial("one of two smsboxes on a store is killed");
  const std::size_t kills = times(3, 200);
  start({.boxes = 2});
  Neighbours neighbours(*rig, {&rig->fake(0), &rig->fake(1)}, kills * 100, 300, trial);
  for (std::size_t kill = 0; kill < kills; ++kill) {
    strike_after(neighbours, kill * 100 + trial.between(1, 100), trial);
    const std::size_t box = trial.between(0, 1);
    rig->smsbox(box).kill_group();
    trial.tried();
    rig->start_smsbox(box);
    go_on(neighbours, trial);
  }
  end(neighbours, trial);
}

// With a spool, bearerbox itself keeps what it has taken: a text from its deliver_sm_resp on, and a reply from before
// the library acks its text. So nothing is lost. But a reply may be sent twice, and the message centre delivers a text
// without a response again, as a new text.
TEST(Kill, bearerboxWithASpool) {
  FaultTrial trial("bearerbox with a spool is killed");
  const std::size_t kills = times(2, 100);
  start({.smpp = true, .keeps_texts = true});
  Neighbours neighbours(*rig, {&rig->smpp()}, kills * 100, 300, trial);
  for (std::size_t kill = 0; kill < kills; ++kill) {
    const bool both = trial.between(0, 1) == 1;
    strike_after(neighbours, kill * 100 + trial.between(1, 100), trial, both);
    if (both) rig->smsbox().kill_group();
    rig->bearerbox().kill_group();
    trial.tried();
    rig->start_bearerbox();
    if (both) rig->start_smsbox();
    go_on(neighbours, trial);
  }
  end(neighbours, trial);
  LONGS_EQUAL(0, rig->smpp().unanswered());
}

// Store, rules and link are opened while the first texts wait.
TEST(Kill, smsboxWhileItStarts) {
  FaultTrial trial("smsbox is killed while it starts");
  const std::size_t kills = times(12, 1000);
  RuleCopy rules(folder.path() / "rules");
  make_without_bearerbox({.rules = rules.path()});
  Neighbours neighbours(*rig, {&*smsc}, kills * 20, 40, trial);
  for (std::size_t kill = 0; kill < kills; ++kill) {
    rig->start_smsbox();
    neighbours.run_for(std::chrono::milliseconds(trial.between(0, 250)));
    sleep_up_to(trial, 1ms);
    rig->smsbox().kill_group();
    trial.tried();
    trial.survived();
    rules.replace("service.xml", help_words(kill), help_words(kill + 1));  // these are also written at the start
  }
  rig->start_smsbox();
  end(neighbours, trial);
}

// Rules are compiled, accepted by the register and put in force several times a second.
TEST(Kill, smsboxWhileRulesChange) {
  FaultTrial trial("smsbox is killed while rules change");
  const std::size_t kills = times(4, 300);
  RuleCopy rules(folder.path() / "rules");
  make_without_bearerbox({.rules = rules.path()});
  Neighbours neighbours(*rig, {&*smsc}, kills * 60, 20, trial);
  std::size_t changes = 0;
  for (std::size_t kill = 0; kill < kills; ++kill) {
    rig->start_smsbox();
    go_on(neighbours, trial);
    for (std::size_t change = trial.between(1, 5); change > 0; --change, ++changes) {
      rules.replace("service.xml", help_words(changes), help_words(changes + 1));
      neighbours.run_for(std::chrono::milliseconds(trial.between(0, 60)));
    }
    rig->smsbox().kill_group();
    trial.tried();
  }
  rig->start_smsbox();
  end(neighbours, trial);
}

// A stopped smsbox may be in the middle of a transaction; then the other waits for it.
TEST(Kill, smsboxIsStoppedForAWhile) {
  FaultTrial trial("one of two smsboxes on a store is stopped");
  const std::size_t stops = times(2, 100);
  start({.boxes = 2, .shared_id = true});
  Neighbours neighbours(*rig, {&rig->fake()}, stops * 400, 200, trial);
  for (std::size_t stop = 0; stop < stops; ++stop) {
    strike_after(neighbours, stop * 400 + trial.between(1, 400), trial);
    const std::size_t box = trial.between(0, 1);
    rig->smsbox(box).signal(SIGSTOP);
    trial.tried();
    neighbours.run_for(std::chrono::milliseconds(trial.between(100, times(700, 4000))));
    rig->smsbox(box).signal(SIGCONT);
    go_on(neighbours, trial);
  }
  end(neighbours, trial);
}

}  // namespace permit::test
