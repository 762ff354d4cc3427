// What an operator does to the running service with permitctl.
#include <csignal>
#include <filesystem>
#include <optional>
#include <string>

#include "test/rig/permitctl.h"
#include "test/rig/rig_group.h"
#include "test/rig/rule_copy.h"

namespace permit::test {

struct OperatorTest : RigTest {
  void start() {
    rules.emplace(folder.path() / "rules");
    start_rig({.rules = rules->path()});
  }

  std::optional<RuleCopy> rules;
};

TEST_GROUP_BASE(Operator, OperatorTest){};

TEST(Operator, installsADraftThatTheNextTextIsAnsweredBy) {
  start();
  CHECK(help().find("walrus") == std::string::npos);
  RuleCopy draft(folder.path() / "draft");
  draft.replace("service.xml", "\"help\">Code 1", "\"help\">The walrus says: code 1");
  const Finished installed = permitctl(*rig, {"rules", "install", draft.path(), "--yes"});
  LONGS_EQUAL_TEXT(0, installed.status, installed.output.c_str());
  STRCMP_CONTAINS("text help in en: \"Code 1", installed.output.c_str());
  STRCMP_CONTAINS(" are in force since ", installed.output.c_str());
  STRCMP_CONTAINS("walrus", help().c_str());
  CHECK(rig->smsbox_log().find("does not compile") == std::string::npos);
}

TEST(Operator, waitsForEveryBoxOnTheFolder) {
  rules.emplace(folder.path() / "rules");
  start_rig({.boxes = 2, .rules = rules->path()});
  const auto stats = [&] { return permitctl(*rig, {"stats"}); };
  rig->wait_for("both are well", [&] { return stats().output.find("permit8103-2, process") != std::string::npos; });
  rig->smsbox(1).signal(SIGSTOP);
  const Finished waited = permitctl(*rig, {"pause", "No permits until noon", "--wait", "1"});
  rig->smsbox(1).signal(SIGCONT);
  LONGS_EQUAL_TEXT(69, waited.status, waited.output.c_str());
  STRCMP_CONTAINS("but box permit8103-2, process ", waited.output.c_str());
  const Finished followed = permitctl(*rig, {"pause", "No permits until noon"});
  LONGS_EQUAL_TEXT(0, followed.status, followed.output.c_str());
}

TEST(Operator, pausesAndResumes) {
  start();
  const Finished paused = permitctl(*rig, {"pause", "No permits until noon, call {hotline}"});
  LONGS_EQUAL_TEXT(0, paused.status, paused.output.c_str());
  const Entry refused = expect(Outcome::refused, rig->fake(), text_from("994501112233", "2 AZE12345678"));
  STRCMP_EQUAL("pause", refused.reason.c_str());
  STRCMP_EQUAL("No permits until noon, call 9108", refused.reply.c_str());
  STRCMP_CONTAINS("WARNING: PAUSE: ", rig->smsbox_log().c_str());

  const Finished resumed = permitctl(*rig, {"resume"});
  LONGS_EQUAL_TEXT(0, resumed.status, resumed.output.c_str());
  expect(Outcome::granted, rig->fake(), text_from("994501112244", "2 AZE12345678"));
}

TEST(Operator, seesABrokenFolderInTheStats) {
  start();
  const auto stats = [&] { return permitctl(*rig, {"stats"}); };
  rig->wait_for("all is well", [&] { return stats().status == 0; });
  rules->replace("service.xml", "</service>", "</servize>");
  rig->wait_for("something is wrong", [&] { return stats().status == 1; });
  const std::string screen = stats().output;
  STRCMP_CONTAINS((rules->path() / "service.xml:").c_str(), screen.c_str());
  STRCMP_CONTAINS("WRONG     box permit8103, process ", screen.c_str());
  rules->replace("service.xml", "</servize>", "</service>");
  rig->wait_for("all is well again", [&] { return stats().status == 0; });
}

TEST(Operator, pausesWhileTheFolderIsBroken) {
  start();
  rules->replace("service.xml", "</service>", "</servize>");
  rig->wait_for("the log says so", [&] { return rig->smsbox_log().find("does not compile") != std::string::npos; });
  const Finished paused = permitctl(*rig, {"pause", "No permits until noon"});
  LONGS_EQUAL_TEXT(0, paused.status, paused.output.c_str());
  expect(Outcome::refused, rig->fake(), text_from("994501112233", "2 AZE12345678"));

  const Finished resumed = permitctl(*rig, {"resume"});
  LONGS_EQUAL_TEXT(0, resumed.status, resumed.output.c_str());
  expect(Outcome::granted, rig->fake(), text_from("994501112244", "2 AZE12345678"));
}

TEST(Operator, restartsPausedOnABrokenFolder) {
  start();
  permitctl(*rig, {"pause", "No permits until noon"});
  rig->smsbox().kill_group();
  rules->replace("service.xml", "</service>", "</servize>");
  rig->start_smsbox();
  rig->wait_until_ready();
  expect(Outcome::refused, rig->fake(), text_from("994501112233", "2 AZE12345678"));
}

TEST(Operator, findsTheLibrarysFiguresInATextfileAndInTheStats) {
  const auto file = folder.path() / "permit8103.prom";
  start_rig({.metrics = std::filesystem::absolute(file)});
  expect(Outcome::granted, rig->fake(), text_from("994501112233", "2 AZE12345678"));
  expect(Outcome::unreadable, rig->fake(), text_from("994501112244", "hello"));
  const auto has = [](const std::string& page, std::string_view outcome, int texts) {
    return page.find("outcome=\"" + std::string(outcome) + "\"} " + std::to_string(texts) + "\n") != std::string::npos;
  };
  const auto has_both = [&](const std::string& page) { return has(page, "granted", 1) && has(page, "unreadable", 1); };
  rig->wait_for("the textfile counts them", [&] { return has_both(read_file(file)); });
  rig->wait_for("the register does", [&] { return has_both(permitctl(*rig, {"stats", "--prometheus"}).output); });
  STRCMP_CONTAINS("permit8103_reply_latency_seconds_count{box=\"permit8103\"", read_file(file).c_str());
  CHECK(read_file(file).find("AZE") == std::string::npos);
  STRCMP_CONTAINS("  latency     2 replies, p50 ", permitctl(*rig, {"stats"}).output.c_str());
}

TEST(Operator, countsInTheStatsWhatTheNextRulesWouldChange) {
  rules.emplace(folder.path() / "rules");
  RuleCopy next(folder.path() / "next");
  next.drop_examples();
  next.replace("2020-07-20.xml", "<lasts hours=\"3\"/>", "<lasts minutes=\"90\"/>");
  start_rig({.rules = rules->path(), .rules_next = next.path()});
  const auto stats = [&] { return permitctl(*rig, {"stats"}).output; };
  rig->wait_for("they are tried", [&] { return stats().find("next, rules ") != std::string::npos; });
  expect(Outcome::granted, rig->fake(), text_from("994501112233", "2 AZE12345678"));
  expect(Outcome::granted, rig->fake(), text_from("994501112244", "1 AZE12345678"));
  rig->wait_for("both are counted", [&] { return stats().find("1 texts the same, 1 changed") != std::string::npos; });
  STRCMP_CONTAINS("granted -> granted  1\n", stats().c_str());
  LONGS_EQUAL(2, rig->register_view().log().size());

  next.replace("service.xml", "</service>", "</servize>");
  rig->wait_for("its fault is reported", [&] { return stats().find("next/service.xml:") != std::string::npos; });
  STRCMP_CONTAINS("does not compile", rig->smsbox_log().c_str());
  STRCMP_CONTAINS("1 texts the same, 1 changed", stats().c_str());
  LONGS_EQUAL(0, permitctl(*rig, {"stats"}).status);
}

}  // namespace permit::test
