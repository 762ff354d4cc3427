#include "tool/inspect/stats.h"

#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <iostream>
#include <memory>
#include <string>

#include <nlohmann/json.hpp>

#include "operations/day_count.h"
#include "ruleset/load.h"
#include "store/open.h"
#include "test/rig/captured_output.h"
#include "test/rig/store_folder.h"
#include "test/rig/store_process.h"
#include "tool/cli/command_rules.h"
#include "tool/rules/local_service.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace permit::tool;
using namespace std::chrono_literals;

/// A register with texts of two days, by test/rules/base.
TEST_GROUP(Stats) {
  test::StoreFolder folder;
  Loaded loaded = load_folder("test/rules/base");
  std::unique_ptr<RegisterStore> store;
  std::string out;

  void setup() override {
    store = std::move(*open_store(folder.path()));
    CHECK_TRUE(store->accept_rules(loaded.rules->hash, loaded.text, HostTime{std::chrono::milliseconds{1}}).ok());
    say("2030-01-11T10:00", "2 AB123456");
    say("2030-01-11T23:30", "1 AB123456");
    say("2030-01-12T00:10", "2 AB654321");
    say("2030-01-12T00:20", "2 AB654321");
    say("2030-01-12T03:00", "hello");
  }

  Instant at(std::string_view local) { return loaded.rules->zone.instant(*parse_local_time(local)); }
  void say(std::string_view when, const std::string& text) {
    LocalService service(loaded.rules, *store);
    CHECK_TRUE(service.answer(text, "994501112233", at(when)).ok());
  }
  static InstanceStatus box_of(std::vector<std::string> faults, const Digest& rules) {
    InstanceStatus box;
    box.box = "permit8103";
    box.process = static_cast<std::uint32_t>(getpid());
    box.at = host_time_now();
    box.rules = rules;
    box.folder = "/rules";
    box.faults = std::move(faults);
    return box;
  }
  void report(std::vector<std::string> faults, const Digest& rules) {
    CHECK_TRUE(store->publish(box_of(std::move(faults), rules)).ok());
  }
  /// Closes the register first, as another process would open it.
  ExitStatus look(const std::string& local, bool json = false) {
    store.reset();
    const test::CapturedOutput output;
    const ExitStatus status = stats({folder.path(), local, json});
    out = output.out();
    return status;
  }
};

TEST(Stats, countsTheTextsOfTheDayAndThePermitsAlive) {
  report({}, loaded.rules->hash);
  LONGS_EQUAL(kYes, look("2030-01-12T00:45"));
  STRCMP_CONTAINS("last      record 6 of 2030-01-12T03:00:00\n", out.c_str());
  STRCMP_CONTAINS("today     1 granted, 1 repeated, 0 refused, 0 unreadable, 0 information, 0 silent\n", out.c_str());
  STRCMP_CONTAINS("alive     2 permits, of those given since ", out.c_str());
  STRCMP_CONTAINS((hex(loaded.rules->hash).substr(0, 12) + " in force since 1970-01-01T04:00:00.001\n").c_str(),
                  out.c_str());
}

TEST(Stats, groupsTheTextsOfTheDay) {
  say("2030-01-12T04:00", "2 AB111111");
  say("2030-01-12T04:01", "1 AB111111");
  say("2030-01-12T04:02", "2 AB111111 nonsense");
  say("2030-01-12T08:00", "2 AB111111");
  report({}, loaded.rules->hash);
  look("2030-01-12T08:00");
  STRCMP_CONTAINS(
      "  purpose     2  2 granted, 2 repeated, 1 refused\n"
      "              1  1 granted\n"
      "  clause      Notice A §4  2 granted, 2 repeated, 1 refused\n"
      "              Notice A §3  1 granted\n"
      "  language    en  3 granted, 2 repeated, 1 refused, 1 unreadable\n"
      "  refused     limit  1\n"
      "  unreadable  format  1\n",
      out.c_str());
  look("2030-01-12T08:00", true);
  const auto by = nlohmann::json::parse(out)["today_by"];
  CHECK_EQUAL(2, by["purpose"]["2"]["granted"].get<int>());
  CHECK_EQUAL(1, by["clause"]["Notice A §3"]["granted"].get<int>());
  CHECK_EQUAL(1, by["language"]["en"]["unreadable"].get<int>());
  CHECK_EQUAL(1, by["reason"]["unreadable"]["format"].get<int>());
}

TEST(Stats, countsNoRevokedPermitAsAlive) {
  report({}, loaded.rules->hash);
  const auto revoke = [&](Instant when) {
    const auto changed = store->change_end(4, "", {.until = when, .revoked = true}, {.by = "clerk", .why = "x"}, when);
    CHECK_TRUE(changed.ok() && changed->has_value());
  };
  revoke(at("2030-01-12T03:05"));
  look("2030-01-12T03:04");
  STRCMP_CONTAINS("alive     1 permit,", out.c_str());
  store = std::move(*open_store(folder.path()));
  look("2030-01-12T03:05");
  STRCMP_CONTAINS("alive     0 permits,", out.c_str());
}

TEST(Stats, aLaterCountAddsNewTextsAndStartsAnewAtMidnight) {
  DayCount count(loaded.rules->zone, at("2030-01-11T00:00"));
  CHECK_TRUE(count.count(*store, at("2030-01-11T12:00"), {}).ok());
  LONGS_EQUAL(1, count.texts().all.sum());
  CHECK_TRUE(count.count(*store, at("2030-01-11T23:59"), {}).ok());
  LONGS_EQUAL(2, count.texts().all.sum());
  LONGS_EQUAL(1, count.alive(at("2030-01-11T23:59")));
  CHECK_TRUE(count.count(*store, at("2030-01-12T00:15"), {}).ok());
  LONGS_EQUAL(1, count.texts().all.sum());
  LONGS_EQUAL(2, count.alive(at("2030-01-12T00:15")));
}

// During a rehearsal, rules are accepted by the host's clock.
TEST(Stats, countsTextsAfterAnActOfALaterTime) {
  report({}, loaded.rules->hash);
  CHECK_TRUE(store->accept_rules(Digest{1}, loaded.text, HostTime{at("2031-01-01T00:00")}).ok());
  CHECK_TRUE(store->accept_rules(loaded.rules->hash, loaded.text, HostTime{at("2031-01-01T00:00")}).ok());
  say("2030-01-12T03:30", "1 AB777777");
  look("2030-01-12T03:45");
  STRCMP_CONTAINS("today     2 granted, 1 repeated, 0 refused, 1 unreadable", out.c_str());
}

TEST(Stats, watchesUntilItIsStopped) {
  report({}, loaded.rules->hash);
  store.reset();
  int pipes[2];
  CHECK_EQUAL(0, pipe(pipes));
  test::ChildProcess watcher([&] {
    dup2(pipes[1], STDOUT_FILENO);
    const int status = stats({folder.path(), "", false, true});
    std::cout << std::flush;
    return status;
  });
  close(pipes[1]);
  std::string seen;
  const auto blocks = [&] {
    std::size_t count = 0;
    for (std::size_t found = seen.find("register  "); found != std::string::npos;
         found = seen.find("register  ", found + 1))
      ++count;
    return count;
  };
  char bytes[4096];
  for (ssize_t got = 1; got > 0 && blocks() < 2;) {
    got = read(pipes[0], bytes, sizeof bytes);
    if (got > 0) seen.append(bytes, static_cast<std::size_t>(got));
  }
  LONGS_EQUAL(2, blocks());
  STRCMP_CONTAINS("\n\nregister  ", seen.c_str());
  watcher.signal(SIGINT);
  LONGS_EQUAL(0, watcher.wait());
  close(pipes[0]);
}

TEST(Stats, showsTheCountsOfALibraryAndTheSizeOfTheRegister) {
  InstanceStatus box = box_of({}, loaded.rules->hash);
  box.rules_since = HostTime{1ms};
  box.figures.outcomes[Outcome::granted] = 3;
  for (int reply = 0; reply < 100; ++reply) box.figures.latency.count(reply < 99 ? 0.002 : 0.2);
  box.figures.batches.count(3);
  box.figures.failed_commits = 2;
  box.figures.failure = "disk full";
  box.figures.writer_waits = 2;
  box.figures.waited_for = {.process = 4711, .name = "permitctl"};
  CHECK_TRUE(store->publish(box).ok());
  look("2030-01-12T00:45");
  STRCMP_CONTAINS(" since 1970-01-01T04:00:00.001\n", out.c_str());
  STRCMP_CONTAINS("  texts       3 granted, 0 repeated, ", out.c_str());
  STRCMP_CONTAINS("  latency     100 replies, p50 1.76 ms, p99 2.5 ms, none more than 250 ms\n", out.c_str());
  STRCMP_CONTAINS("  batches     1 commits, p50 3, p99 4, none more than 4\n", out.c_str());
  STRCMP_CONTAINS("  failed      2 commits, the last at 1970-01-01T04:00:00.000: disk full\n", out.c_str());
  STRCMP_CONTAINS(
      "  held        2 times by another program's write, the last at 1970-01-01T04:00:00.000 by `permitctl', "
      "process 4711\n",
      out.c_str());
  STRCMP_CONTAINS(" of a map of ", out.c_str());
  look("2030-01-12T00:45", true);
  const auto json = nlohmann::json::parse(out);
  DOUBLES_EQUAL(0.0025, json["boxes"][0]["figures"]["latency_seconds"]["p99"].get<double>(), 1e-9);
  STRCMP_EQUAL("disk full", json["boxes"][0]["figures"]["last_failure"]["message"].get<std::string>().c_str());
  CHECK_TRUE(json["boxes"][0]["figures"]["last_writer_wait"]["over"].get<bool>());
  CHECK_TRUE(json["size"]["writer"].is_null());
  CHECK_TRUE(json["size"]["file_bytes"].get<std::uint64_t>() >= 4096);
}

TEST(Stats, exportsTheCountsOfRunningLibraries) {
  InstanceStatus box = box_of({}, loaded.rules->hash);
  box.figures.outcomes[Outcome::granted] = 3;
  CHECK_TRUE(store->publish(box).ok());
  store.reset();
  const test::CapturedOutput output;
  StatsOptions options;
  options.store = folder.path();
  options.prometheus = true;
  LONGS_EQUAL(kYes, stats(options));
  STRCMP_CONTAINS("outcome=\"granted\"} 3\n", output.out().c_str());
  STRCMP_CONTAINS("\npermit8103_register_records_total 6\n", output.out().c_str());
}

TEST(Stats, countsOnlyTextsDecidedByThen) {
  report({}, loaded.rules->hash);
  look("2030-01-11T12:00");
  STRCMP_CONTAINS("today     1 granted, 0 repeated, 0 refused, 0 unreadable", out.c_str());
  STRCMP_CONTAINS("alive     1 permit,", out.c_str());
}

TEST(Stats, showsABrokenFolder) {
  report({"/rules/service.xml:12: the fault"}, loaded.rules->hash);
  LONGS_EQUAL(kNo, look("2030-01-12T00:45"));
  STRCMP_CONTAINS(
      "  rules       /rules does not compile and is not used\n              /rules/service.xml:12: the fault\n",
      out.c_str());
  STRCMP_CONTAINS("WRONG     box permit8103, process ", out.c_str());
}

TEST(Stats, reportsALibraryThatAnswersByOtherRules) {
  report({}, Digest{1});
  LONGS_EQUAL(kNo, look("2030-01-12T00:45"));
  STRCMP_CONTAINS("it answers by rules other than those in force in the register", out.c_str());
}

TEST(Stats, reportsThatNoLibraryRuns) {
  LONGS_EQUAL(kNo, look("2030-01-12T00:45"));
  STRCMP_CONTAINS("WRONG     no library runs on this register\n", out.c_str());
}

TEST(Stats, jsonSaysTheSame) {
  report({"/rules/service.xml:12: the fault"}, loaded.rules->hash);
  LONGS_EQUAL(kNo, look("2030-01-12T00:45", true));
  const auto json = nlohmann::json::parse(out);
  CHECK_EQUAL(1, json["today"]["granted"].get<int>());
  CHECK_EQUAL(2, json["alive"].get<int>());
  STRCMP_EQUAL(hex(loaded.rules->hash).c_str(), json["rules"]["hash"].get<std::string>().c_str());
  STRCMP_EQUAL("/rules/service.xml:12: the fault", json["boxes"][0]["faults"][0].get<std::string>().c_str());
  CHECK_TRUE(json["boxes"][0]["shadow"].is_null());
  CHECK_EQUAL(1, json["wrong"].size());
}
