// What the settings of the library change: its clock, and what bearerbox and the SMSC get with a reply.
#include <chrono>
#include <string>

#include "test/rig/rig_group.h"

namespace permit::test {

namespace {

std::int64_t host_now() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

}  // namespace

TEST_GROUP_BASE(Settings, RigTest){};

TEST(Settings, rehearsalIsLoudInTheLogAndDecidesByItsOwnClock) {
  start_rig({.rehearse_at = "2020-12-20T09:00"});
  const Entry entry = expect(Outcome::granted, rig->fake(), text_from("994501112233", "2 MYI1234567"));
  STRCMP_EQUAL("en", entry.language.c_str());
  STRCMP_CONTAINS("12:0", entry.reply.c_str());
  const std::string log = rig->smsbox_log();
  STRCMP_CONTAINS("WARNING: REHEARSAL", log.c_str());
  STRCMP_CONTAINS("2020-12-20T09:00", log.c_str());
}

TEST(Settings, anEmptyTimeMeansNoRehearsal) {
  start_rig({.rehearse_at = ""});
  const Entry entry = expect(Outcome::information, rig->fake(), text_from("994501112233", "2 AZE12345678"));
  STRCMP_EQUAL("not-needed", entry.reason.c_str());
  CHECK(rig->smsbox_log().find("REHEARSAL") == std::string::npos);
}

TEST(Settings, permitReplyIsValidNoLongerThanThePermit) {
  start_rig({.smpp = true});
  const std::int64_t before = host_now();
  const Sms reply = rig->ask(rig->smpp(), text_from("994501112233", "2 AZE12345678"));
  const std::int64_t after = host_now();
  constexpr std::int64_t three_hours = 3 * std::int64_t{3600};
  constexpr std::int64_t minute = 60;  // ends are rounded up to minutes, as SMSCs count
  CHECK(reply.valid_until.value_or(0) > before);
  CHECK(reply.valid_until.value_or(0) <= after + three_hours + minute);
}

TEST(Settings, repliesCarryServiceAndAccount) {
  start_rig({.service = "permits", .account = "state-8103"});
  rig->ask("994501112233", "2 AZE12345678");
  const auto sent = [&] {
    const std::string log = read_file(folder.path() / "access.log");
    return log.substr(std::min(log.find("Sent SMS"), log.size()));
  };
  rig->wait_for("bearerbox has logged the reply", [&] { return !sent().empty(); });
  STRCMP_CONTAINS("[SVC:permits]", sent().c_str());
  STRCMP_CONTAINS("[ACT:state-8103]", sent().c_str());
}

}  // namespace permit::test
