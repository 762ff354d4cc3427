// What texters see when bearerbox refuses a reply, and when the disk is full.
#include <signal.h>
#include <sys/resource.h>

#include <chrono>
#include <filesystem>
#include <string>

#include "test/rig/crowd.h"
#include "test/rig/rig_group.h"

namespace permit::test {

namespace {

void limit_file_size(pid_t process, rlim_t size) {
  const rlimit limit{size, RLIM_INFINITY};
  LONGS_EQUAL(0, ::prlimit(process, RLIMIT_FSIZE, &limit, nullptr));
}

}  // namespace

TEST_GROUP_BASE(Trouble, RigTest){};

TEST(Trouble, replyThatBearerboxRefusesIsOfferedAgain) {
  start_rig({.tapped = true});
  rig->tap().hold_back();
  rig->fake().send(text_from("994501112233", "2 AZE12345678"));
  rig->wait_for("the library has answered", [&] { return rig->tap().holds_something(); });
  // Without an SMSC that takes it, bearerbox has no route for the reply.
  rig->admin("stop-smsc?smsc=fake");
  rig->wait_for("the SMSC is down", [&] { return rig->status().find("(dead") != std::string::npos; });
  rig->tap().let_pass();
  rig->wait_for("bearerbox has refused the reply",
                [&] { return rig->smsbox_log().find("Replies that bearerbox refused: 1,") != std::string::npos; });

  rig->admin("start-smsc?smsc=fake");
  rig->wait_for("the reply has come", [&] { return !rig->fake().replies().empty(); });
  const Entry entry = entry_of("994501112233");
  CHECK(entry.outcome == Outcome::granted);
  STRCMP_EQUAL(entry.reply.c_str(), rig->fake().replies().front().text.c_str());
}

TEST(Trouble, fullDiskHoldsTextsUntilThereIsRoom) {
  constexpr std::size_t count = 600;
  // A process that ignores the signal gets EFBIG from a file at its size limit, like ENOSPC from a full disk.
  ::signal(SIGXFSZ, SIG_IGN);
  start_rig();
  ::signal(SIGXFSZ, SIG_DFL);
  Crowd crowd(*rig, count, 100);
  crowd.run(10);
  limit_file_size(rig->smsbox().pid(), std::filesystem::file_size(rig->permit_plan().store / "data.mdb"));
  const std::string sign = "because the register fails";
  rig->wait_for("smsbox logs the failure", [&] {
    crowd.step();
    return rig->smsbox_log().find(sign) != std::string::npos;
  });
  rig->wait_for("the link is closed", [&] { return !rig->is_linked(); });

  limit_file_size(rig->smsbox().pid(), RLIM_INFINITY);
  crowd.run();
  rig->register_view().verify();
  LONGS_EQUAL(count, rig->register_view().log().size());
  const std::string log = rig->smsbox_log();
  CHECK_TEXT(log.find(sign) == log.rfind(sign), "once is enough");
}

}  // namespace permit::test
