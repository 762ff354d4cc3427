#include "metrics/exposition.h"

#include <chrono>
#include <set>
#include <sstream>
#include <string>

#include <CppUTest/TestHarness.h>

using namespace permit;
using namespace std::chrono_literals;

/// The status of an instance that has handled three texts.
TEST_GROUP(Exposition) {
  InstanceStatus box;
  RegisterFigures figures;

  void setup() override {
    box.box = "permit8103";
    box.process = 4711;
    box.at = HostTime{1595325610500ms};
    box.rules.fill(0xab);
    box.rules_since = HostTime{1595325600000ms};
    box.figures.outcomes[Outcome::granted] = 2;
    box.figures.outcomes[Outcome::silent] = 1;
    box.figures.latency.count(0.0002);
    box.figures.latency.count(0.003);
    box.figures.latency.count(20);
    box.figures.batches.count(3);
    figures.file_bytes = 1 << 20;
  }
  std::string page() const { return render_exposition({&box, 1}, figures); }
  void has(const char* line) const { STRCMP_CONTAINS((std::string("\n") + line + "\n").c_str(), page().c_str()); }
};

TEST(Exposition, countsTextsByOutcome) {
  has("# TYPE permit8103_texts_total counter");
  has("permit8103_texts_total{box=\"permit8103\",process=\"4711\",outcome=\"granted\"} 2");
  has("permit8103_texts_total{box=\"permit8103\",process=\"4711\",outcome=\"refused\"} 0");
  has("permit8103_texts_total{box=\"permit8103\",process=\"4711\",outcome=\"silent\"} 1");
}

TEST(Exposition, bucketsCountAllUpToTheirBound) {
  has("# TYPE permit8103_reply_latency_seconds histogram");
  has("permit8103_reply_latency_seconds_bucket{box=\"permit8103\",process=\"4711\",le=\"0.0001\"} 0");
  has("permit8103_reply_latency_seconds_bucket{box=\"permit8103\",process=\"4711\",le=\"0.00025\"} 1");
  has("permit8103_reply_latency_seconds_bucket{box=\"permit8103\",process=\"4711\",le=\"10\"} 2");
  has("permit8103_reply_latency_seconds_bucket{box=\"permit8103\",process=\"4711\",le=\"+Inf\"} 3");
  has("permit8103_reply_latency_seconds_sum{box=\"permit8103\",process=\"4711\"} 20.0032");
  has("permit8103_reply_latency_seconds_count{box=\"permit8103\",process=\"4711\"} 3");
  has("permit8103_commit_texts_bucket{box=\"permit8103\",process=\"4711\",le=\"4\"} 1");
}

TEST(Exposition, timesAreSecondsAndSizesBytes) {
  has("permit8103_report_timestamp_seconds{box=\"permit8103\",process=\"4711\"} 1595325610.5");
  has("permit8103_rules_loaded_timestamp_seconds{box=\"permit8103\",process=\"4711\"} 1595325600");
  has("permit8103_register_file_bytes 1048576");
}

TEST(Exposition, absentValuesHaveNoRow) {
  CHECK_TRUE(page().find("permit8103_last_commit_failure_timestamp_seconds{") == std::string::npos);
  CHECK_TRUE(page().find("permit8103_shadow_same_texts_total{") == std::string::npos);
  CHECK_TRUE(render_exposition({&box, 1}, std::nullopt).find("register_file_bytes") == std::string::npos);
  box.figures.failed_commits = 1;
  box.figures.failed_at = HostTime{1500ms};
  has("permit8103_last_commit_failure_timestamp_seconds{box=\"permit8103\",process=\"4711\"} 1.5");
}

TEST(Exposition, theProgramThatCommitsWaitForIsNamedMeanwhile) {
  CHECK_TRUE(page().find("permit8103_writer_held{") == std::string::npos);
  box.figures.writer_waits = 2;
  box.figures.waited_for = {.process = 4712, .name = "permitctl"};
  box.figures.is_waiting = true;
  has("permit8103_writer_waits_total{box=\"permit8103\",process=\"4711\"} 2");
  has("permit8103_writer_held{box=\"permit8103\",process=\"4711\",program=\"permitctl\",program_process=\"4712\"} 1");
  box.figures.is_waiting = false;
  CHECK_TRUE(page().find("permit8103_writer_held{") == std::string::npos);
}

TEST(Exposition, theShadowIsCountedByBothOutcomes) {
  box.shadow = InstanceStatus::Shadow{.folder = "/next", .texts = {5, {{{Outcome::granted, Outcome::refused}, 2}}}};
  has("permit8103_shadow_same_texts_total{box=\"permit8103\",process=\"4711\"} 5");
  has("permit8103_shadow_changed_texts_total{box=\"permit8103\",process=\"4711\",in_force=\"granted\",next=\"refused\"}"
      " "
      "2");
}

TEST(Exposition, aLabelMayHaveAnyCharacter) {
  box.box = "a\"b\\c\nd";
  has("permit8103_texts_waiting{box=\"a\\\"b\\\\c\\nd\",process=\"4711\"} 0");
}

// Checks the page as a scraper reads it: each row belongs to the family above it, and each family exists once and has a
// name that fits its type.
TEST(Exposition, everyRowBelongsToItsFamily) {
  box.shadow = InstanceStatus::Shadow{.folder = "/next", .texts = {5, {{{Outcome::granted, Outcome::refused}, 2}}}};
  std::istringstream lines(page());
  std::string line, family, type;
  std::set<std::string> families;
  while (std::getline(lines, line)) {
    std::istringstream words(line);
    std::string hash, what, name;
    words >> hash >> what >> name;
    if (what == "HELP") {
      CHECK_TRUE(families.insert(name).second);
      family = name;
    } else if (what == "TYPE") {
      STRCMP_EQUAL(family.c_str(), name.c_str());
      words >> type;
      CHECK_EQUAL(type == "counter", family.ends_with("_total"));
    } else {
      const std::string row = line.substr(0, line.find_first_of("{ "));
      const std::string suffix = row.substr(family.size());
      STRCMP_EQUAL(family.c_str(), row.substr(0, family.size()).c_str());
      CHECK_TRUE(type == "histogram" ? suffix == "_bucket" || suffix == "_sum" || suffix == "_count" : suffix.empty());
    }
  }
  CHECK_TRUE(families.size() > 15);
}
