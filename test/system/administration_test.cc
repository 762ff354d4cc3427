// How administering bearerbox affects texters.
#include <signal.h>

#include <chrono>
#include <string>

#include "test/rig/rig_group.h"

namespace permit::test {

namespace {

bool has_ended(Process& process) { return process.exit_status().has_value(); }

}  // namespace

TEST_GROUP_BASE(Administration, RigTest){};

TEST(Administration, suspendHoldsTextsAndResumeLetsThemFlow) {
  start_rig();
  rig->ask("994501112233", "2 AZE12345678");
  STRCMP_CONTAINS("suspended", rig->admin("suspend").c_str());
  rig->fake().send(text_from("994501112244", "2 AZE12345679"));
  // Only waiting shows that nothing comes: a text is answered in a few milliseconds.
  CHECK_FALSE(rig->loop().until([&] { return rig->fake().replies().size() > 1; }, Milliseconds(300)));
  CHECK_TEXT(rig->is_linked(), "the link stays");

  STRCMP_CONTAINS("resumed", rig->admin("resume").c_str());
  rig->wait_for("the held text is answered", [&] { return rig->fake().replies().size() > 1; });
  CHECK(entry_of("994501112244").outcome == Outcome::granted);
}

TEST(Administration, shutdownEndsEveryBoxCleanly) {
  start_rig();
  rig->ask("994501112233", "2 AZE12345678");
  rig->admin("shutdown");
  rig->wait_for("smsbox has ended", [&] { return has_ended(rig->smsbox()); });
  rig->wait_for("bearerbox has ended", [&] { return has_ended(rig->bearerbox()); });
  LONGS_EQUAL(0, rig->smsbox().exit_status().value());
  LONGS_EQUAL(0, rig->bearerbox().exit_status().value());
  rig->register_view().verify();
}

TEST(Administration, smsboxEndsCleanlyOnSigterm) {
  start_rig();
  rig->ask("994501112233", "2 AZE12345678");
  rig->smsbox().signal(SIGTERM);
  rig->wait_for("smsbox has ended", [&] { return has_ended(rig->smsbox()); });
  LONGS_EQUAL(0, rig->smsbox().exit_status().value());

  rig->start_smsbox();
  rig->wait_until_ready();
  rig->ask("994501112244", "2 AZE12345679");
}

TEST(Administration, restartBringsBearerboxBackWithinFiveSeconds) {
  start_rig({.smpp = true});
  rig->ask("994501112233", "2 AZE12345678");
  rig->admin("restart");
  // The main thread may be in a sleep of ten seconds, which this command does not end; a signal does.
  rig->bearerbox().signal(SIGUSR2);
  rig->wait_for(
      "bearerbox is back", [&] { return rig->starts_of_bearerbox() == 2; }, std::chrono::seconds(5));
  // smsbox first finishes its sleep of ten seconds.
  rig->wait_until_ready();
  STRCMP_CONTAINS("AZE12345679", rig->ask("994501112244", "2 AZE12345679").text.c_str());
  STRCMP_CONTAINS("AZE12345670", rig->ask(rig->smpp(), text_from("994501112255", "2 AZE12345670")).text.c_str());
  CHECK(rig->ask("994501112233", "2 AZE12345678").text.find("AZE12345678") != std::string::npos);
  LONGS_EQUAL(1, rig->register_view().permits_of("AZE12345678").size());
}

TEST(Administration, textsWaitForABearerboxThatWasKilled) {
  start_rig({.keeps_texts = true});
  rig->smsbox().kill_group();
  rig->fake().send(text_from("994501112233", "2 AZE12345678"));
  rig->wait_for("bearerbox keeps the text", [&] { return rig->status().find("store size 1") != std::string::npos; });
  rig->bearerbox().kill_group();

  rig->start_bearerbox();
  rig->start_smsbox();
  rig->wait_until_ready();
  rig->wait_for("the kept text is answered", [&] { return !rig->fake().replies_to("994501112233").empty(); });
  CHECK(entry_of("994501112233").outcome == Outcome::granted);
}

}  // namespace permit::test
