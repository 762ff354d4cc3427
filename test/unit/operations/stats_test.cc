#include "operations/stats.h"

#include <unistd.h>

#include <memory>
#include <string>
#include <vector>

#include "operations/plates.h"
#include "ruleset/load.h"
#include "store/open.h"
#include "test/rig/store_folder.h"
#include "tool/cli/command_rules.h"
#include "tool/rules/local_service.h"

#include <CppUTest/TestHarness.h>

using namespace permit;
using What = Problem::What;

/// A register with texts of two days, by test/rules/base.
TEST_GROUP(StatsOperation) {
  test::StoreFolder folder;
  Loaded loaded = load_folder("test/rules/base");
  std::unique_ptr<RegisterStore> store = std::move(*open_store(folder.path()));

  void setup() override {
    CHECK_TRUE(store->accept_rules(loaded.rules->hash, loaded.text, HostTime{std::chrono::milliseconds{1}}).ok());
    say("2030-01-11T10:00", "2 AB123456");
    say("2030-01-11T23:30", "1 AB123456");
    say("2030-01-12T00:10", "2 AB654321");
    say("2030-01-12T00:20", "2 AB654321");
    say("2030-01-12T03:00", "hello");
  }

  Instant at(std::string_view local) const { return loaded.rules->zone.instant(*parse_local_time(local)); }
  void say(std::string_view when, const std::string& text) {
    tool::LocalService service(loaded.rules, *store);
    CHECK_TRUE(service.answer(text, "994501112233", at(when)).ok());
  }
  void report_box(std::vector<std::string> faults, const Digest& rules) {
    InstanceStatus box;
    box.box = "permit8103";
    box.process = static_cast<std::uint32_t>(getpid());
    box.at = tool::host_time_now();
    box.rules = rules;
    box.faults = std::move(faults);
    CHECK_TRUE(store->publish(box).ok());
  }
  StatsReader reader() const {
    StatsReader made(*store, folder.path());
    CHECK_TRUE(made.follow_rules().ok());
    return made;
  }
  std::vector<What> problems() const {
    const Health health = *reader().health();
    std::vector<What> found;
    for (const Problem& problem : health.problems) found.push_back(problem.what);
    return found;
  }
};

TEST(StatsOperation, countsTheTextsOfADay) {
  const StatsFigures figures = *reader().figures(at("2030-01-12T04:00"), {});
  LONGS_EQUAL(1, figures.today.all[Outcome::granted]);
  LONGS_EQUAL(1, figures.today.all[Outcome::repeated]);
  LONGS_EQUAL(1, figures.today.all[Outcome::unreadable]);
  LONGS_EQUAL(1, figures.today.by_purpose.at("2")[Outcome::repeated]);
  LONGS_EQUAL(1, figures.today.by_reason.at(Outcome::unreadable).size());
  STRCMP_EQUAL(folder.path().c_str(), figures.folder.c_str());
  LONGS_EQUAL(6, figures.last->sequence);
  CHECK_TRUE(figures.health.rules == loaded.rules->hash);
  CHECK_TRUE(figures.rules_since == HostTime{std::chrono::milliseconds{1}});
  LONGS_EQUAL(6, figures.size.records);
}

TEST(StatsOperation, countsOnlyTextsDecidedByThen) {
  const StatsFigures figures = *reader().figures(at("2030-01-11T12:00"), {});
  LONGS_EQUAL(1, figures.today.all[Outcome::granted]);
  LONGS_EQUAL(1, figures.alive);
}

TEST(StatsOperation, readsOnlyNewRecords) {
  StatsReader again = reader();
  CHECK_TRUE(again.figures(at("2030-01-12T04:00"), {}).ok());
  LONGS_EQUAL(0, *again.records_to_read(at("2030-01-12T05:00")));
  say("2030-01-12T04:30", "1 AB777777");
  CHECK_TRUE(again.follow_rules().ok());
  LONGS_EQUAL(2, again.figures(at("2030-01-12T05:00"), {})->today.all[Outcome::granted]);
}

TEST(StatsOperation, startsANewDayAtMidnight) {
  StatsReader again = reader();
  CHECK_TRUE(again.figures(at("2030-01-12T04:00"), {}).ok());
  const StatsFigures next = *again.figures(at("2030-01-13T00:00"), {});
  LONGS_EQUAL(0, next.today.all.sum());
  CHECK_TRUE(next.today.by_purpose.empty());
}

TEST(StatsOperation, isHealthyWhenALibraryAnswersByTheRulesInForce) {
  report_box({}, loaded.rules->hash);
  const Health health = *reader().health();
  CHECK_TRUE(health.is_good());
  LONGS_EQUAL(1, health.instances.size());
  CHECK_FALSE(health.paused);
}

TEST(StatsOperation, namesEachProblem) {
  CHECK_TRUE(problems() == std::vector{What::none_runs});
  report_box({"/rules/service.xml:12: a fault"}, Digest{1});
  CHECK_TRUE((problems() == std::vector{What::broken_folder, What::other_rules}));
  const Health health = *reader().health();
  LONGS_EQUAL(0, health.problems.front().instance);
}

TEST(StatsOperation, findsRulesThatDoNotCompileAndCountsInUtc) {
  const Digest stale{7};
  CHECK_TRUE(store->accept_rules(stale, {{"service.xml", "<other/>"}}, HostTime{std::chrono::milliseconds{2}}).ok());
  report_box({}, stale);
  CHECK_TRUE(problems() == std::vector{What::stale_rules});
  STRCMP_EQUAL("UTC", reader().zone().name().c_str());
}

TEST(StatsOperation, exportsRunningLibraries) {
  report_box({}, loaded.rules->hash);
  const std::string text = *exposition(*store);
  STRCMP_CONTAINS("\npermit8103_register_records_total 6\n", text.c_str());
}

/// A register for a camera's list.
TEST_GROUP(PlatesOperation) {
  test::StoreFolder folder;
  Loaded loaded = load_folder("rules/8103");
  std::unique_ptr<RegisterStore> store = std::move(*open_store(folder.path()));

  Instant at(std::string_view local) const { return loaded.rules->zone.instant(*parse_local_time(local)); }
  void enter(const std::string& holder, const std::string& plate, const char* from) {
    const StandingPermit work{
        .kind = "work", .period = {at(from), at("2020-07-30T00:00")}, .holder = holder, .plate = plate};
    CHECK_TRUE(store->enter(work, {"metro", ""}, at("2020-07-20T12:00")).ok());
  }
};

TEST(PlatesOperation, hasThePermitThatEndsLastPageByPage) {
  enter("5ABC12D", "10AA001", "2020-07-20T13:00");
  enter("5ABC12E", "10AA002", "2020-07-22T00:00");  // begins later
  enter("5ABC12F", "10AA003", "2020-07-20T13:00");
  tool::LocalService service(loaded.rules, *store);
  CHECK_TRUE(service.answer("2 AZE00000002 10AA001", "994501112233", at("2020-07-21T10:00")).ok());
  std::string seen;
  std::string after;
  int pages = 0;
  for (PlatePage page; !page.is_end; after = page.after, ++pages) {
    page = *plates_after(*store, after, at("2020-07-21T11:00"), *loaded.rules, 1);
    for (const PlateView& plate : page.plates) {
      seen += plate.plate + " ";
      CHECK_TRUE(plate.permit.is_valid());
      STRCMP_EQUAL("work", plate.permit.standing()->kind.c_str());
      CHECK_TRUE(plate.permit.period.until == at("2020-07-30T00:00"));
    }
  }
  STRCMP_EQUAL("10AA001 10AA003 ", seen.c_str());
  LONGS_EQUAL(4, pages);
}
