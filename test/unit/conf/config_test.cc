#include "conf/config.h"

#include <chrono>
#include <string>
#include <string_view>

#include <CppUTest/TestHarness.h>

using permit::Config;
using permit::ConfigReading;
using permit::load_config;
using permit::parse_config;

namespace {

constexpr std::string_view kGroup = "group = permit8103\n";

Config parsed(std::string_view lines) {
  const ConfigReading reading = parse_config("f", std::string(kGroup).append(lines));
  LONGS_EQUAL_TEXT(0, reading.faults.size(), std::string(lines).c_str());
  return reading.config;
}

/// Returns all faults of the text, joined by `|`.
std::string faults_in(std::string_view text) {
  std::string all;
  for (const std::string& fault : parse_config("f", text).faults) all += (all.empty() ? "" : "|") + fault;
  return all;
}

/// Returns the faults of one line in the group; it is line 2.
std::string faults_of_line(std::string_view line) { return faults_in(std::string(kGroup).append(line)); }

}  // namespace

TEST_GROUP(Config){};

TEST(Config, hasADefaultForEveryKey) {
  const Config config = parsed("");
  STRCMP_EQUAL("127.0.0.1", config.bearerbox_host.c_str());
  LONGS_EQUAL(13001, config.bearerbox_port);
  STRCMP_EQUAL("permit8103", config.box_id.c_str());
  STRCMP_EQUAL("/etc/kannel/permit8103/rules/8103", config.rules.c_str());
  STRCMP_EQUAL("", config.rules_next.c_str());
  STRCMP_EQUAL("/var/lib/permit8103", config.store.c_str());
  CHECK_TRUE(config.map_size == std::uint64_t{16} << 30);
  STRCMP_EQUAL("", config.metrics.c_str());
  CHECK_FALSE(config.rehearse_at.has_value());
  CHECK_FALSE(config.validity.has_value());
  STRCMP_EQUAL("", config.service.c_str());
  STRCMP_EQUAL("", config.account.c_str());
  STRCMP_EQUAL("", config.check_code_keys.c_str());
  CHECK_TRUE(config.flood == permit::FloodLimits{});
  CHECK_FALSE(config.keep_days.has_value());
  CHECK_FALSE(config.keep_texts_days.has_value());
}

TEST(Config, readsEveryKey) {
  const Config config = parsed(
      "bearerbox-host = bb.example\nbearerbox-port = 1\nbox-id = \"b\"\nrules = /r\nrules-next = /n\nstore = "
      "/s\nmap-size = 3M\n"
      "check-code-keys = /k\nmetrics = /m\nrehearse-at = 2020-07-21T10:00\nservice = s\naccount = a\nvalidity = 90\n"
      "flood-texts = 5\nflood-pause = 60\nkeep-days = 90\nkeep-texts-days = 30\n");
  STRCMP_EQUAL("bb.example", config.bearerbox_host.c_str());
  LONGS_EQUAL(1, config.bearerbox_port);
  STRCMP_EQUAL("b", config.box_id.c_str());
  STRCMP_EQUAL("/r", config.rules.c_str());
  STRCMP_EQUAL("/n", config.rules_next.c_str());
  STRCMP_EQUAL("/s", config.store.c_str());
  CHECK_TRUE(config.map_size == std::uint64_t{3} << 20);
  STRCMP_EQUAL("/k", config.check_code_keys.c_str());
  STRCMP_EQUAL("/m", config.metrics.c_str());
  STRCMP_EQUAL("2020-07-21T10:00:00", permit::render_local_time(config.rehearse_at.value()).c_str());
  STRCMP_EQUAL("s", config.service.c_str());
  STRCMP_EQUAL("a", config.account.c_str());
  CHECK_TRUE(config.validity == std::chrono::minutes(90));
  CHECK_TRUE((config.flood == permit::FloodLimits{5, std::chrono::hours(1)}));
  CHECK_TRUE(config.keep_days == 90U);
  CHECK_TRUE(config.keep_texts_days == 30U);
}

TEST(Config, readsSizesInBytesOrPowersOf1024) {
  CHECK_TRUE(parsed("map-size = 1048576\n").map_size == std::uint64_t{1} << 20);
  CHECK_TRUE(parsed("map-size = 1024K\n").map_size == std::uint64_t{1} << 20);
  CHECK_TRUE(parsed("map-size = 1T\n").map_size == std::uint64_t{1} << 40);
}

TEST(Config, refusesInvalidSizes) {
  for (const char* size : {"", "G", "large", "16g", "16 G", "-1", "0", "1023K", "2T", "99999999999999999999"}) {
    const std::string fault = faults_of_line("map-size = " + std::string(size));
    STRCMP_EQUAL(
        ("f:2: The value `" + std::string(size) + "' of `map-size' should be a size from `1M' to `1T', such as `16G'.")
            .c_str(),
        fault.c_str());
  }
}

TEST(Config, namesWrongValues) {
  STRCMP_EQUAL("f:2: The value `70000' of `bearerbox-port' should be a port, 1 to 65535.",
               faults_of_line("bearerbox-port = 70000").c_str());
  STRCMP_EQUAL("f:2: The value `13001x' of `bearerbox-port' should be a port, 1 to 65535.",
               faults_of_line("bearerbox-port = 13001x").c_str());
  STRCMP_EQUAL("f:2: The value `rules' of `rules' should be the absolute path of a folder.",
               faults_of_line("rules = rules").c_str());
  STRCMP_EQUAL(
      "f:2: The value `keys' of `check-code-keys' should be the absolute path of a file, such as "
      "`/etc/kannel/permit8103/keys/check-codes'.",
      faults_of_line("check-code-keys = keys").c_str());
  STRCMP_EQUAL(
      "f:2: The value `m.prom' of `metrics' should be the absolute path of a file, such as "
      "`/var/lib/prometheus/node-exporter/permit8103.prom'.",
      faults_of_line("metrics = m.prom").c_str());
  STRCMP_EQUAL("f:2: The value `tomorrow' of `rehearse-at' should be a local time such as `2020-07-21T10:00'.",
               faults_of_line("rehearse-at = tomorrow").c_str());
  STRCMP_EQUAL("f:2: The value `0' of `validity' should be 1 to 10080 minutes.",
               faults_of_line("validity = 0").c_str());
  STRCMP_EQUAL("f:2: The value `0' of `flood-texts' should be 1 to 10000 texts.",
               faults_of_line("flood-texts = 0").c_str());
  STRCMP_EQUAL("f:2: The value `1441' of `flood-pause' should be 1 to 1440 minutes.",
               faults_of_line("flood-pause = 1441").c_str());
  STRCMP_EQUAL("f:2: The value `9' of `keep-days' should be 10 to 3650 days.", faults_of_line("keep-days = 9").c_str());
  STRCMP_EQUAL("f:2: The value `4000' of `keep-texts-days' should be 1 to 3650 days.",
               faults_of_line("keep-texts-days = 4000").c_str());
  STRCMP_EQUAL("f:2: The value `' of `service' should be some text; otherwise remove the line.",
               faults_of_line("service = \"\"").c_str());
}

TEST(Config, namesTheKeyThatWasMeant) {
  STRCMP_EQUAL("f:2: The key `rulez' is unknown; did you mean `rules'?", faults_of_line("rulez = /r").c_str());
  STRCMP_EQUAL("f:2: The key `bearer-box-port' is unknown; did you mean `bearerbox-port'?",
               faults_of_line("bearer-box-port = 1").c_str());
}

TEST(Config, namesAllKeysIfNoneIsSimilar) {
  STRCMP_EQUAL(
      "f:2: The key `colour' is unknown; the keys are bearerbox-host, bearerbox-port, box-id, rules, "
      "rules-next, store, map-size, "
      "check-code-keys, metrics, rehearse-at, service, account, validity, flood-texts, flood-pause, keep-days and "
      "keep-texts-days.",
      faults_of_line("colour = red").c_str());
}

TEST(Config, refusesRepeatedKeys) {
  STRCMP_EQUAL("f:3: `store' is already on line 2; keep one of the two.",
               faults_in("group = permit8103\nstore = /s\nstore = /s\n").c_str());
  STRCMP_EQUAL("f:3: `group' is already on line 1; keep one of the two.",
               faults_in("group = permit8103\n\ngroup = permit8103\n").c_str());
}

TEST(Config, refusesOtherGroups) {
  STRCMP_EQUAL("f:3: The group `core' does not belong here, only `permit8103'; put other groups into kannel.conf.",
               faults_in("group = permit8103\n\ngroup = core\nsmsbox-port = 1\n").c_str());
}

TEST(Config, explainsAnEmptyLineInItsGroup) {
  STRCMP_EQUAL(
      "f:3: A group without a name begins here; begin it with `group = permit8103', or remove the empty line above it.",
      faults_in("group = permit8103\n\nstore = /s\n").c_str());
}

TEST(Config, refusesAFileWithoutAGroup) {
  STRCMP_EQUAL("f:1: Nothing is configured here; begin with `group = permit8103'.", faults_in("").c_str());
  STRCMP_EQUAL("f:1: Nothing is configured here; begin with `group = permit8103'.", faults_in("# later\n").c_str());
}

TEST(Config, listsFaultsByLine) {
  STRCMP_EQUAL(
      "f:2: The key `rulez' is unknown; did you mean `rules'?|"
      "f:3: An equals sign is missing; write `key = value', or # before a comment.|"
      "f:4: The value `x' of `validity' should be 1 to 10080 minutes.",
      faults_in("group = permit8103\nrulez = /r\nstore\nvalidity = x\n").c_str());
}

TEST(Config, saysWhyAFileCannotBeRead) {
  const auto missing = load_config("/nowhere/permit8103.conf");
  LONGS_EQUAL(1, missing.faults.size());
  STRCMP_EQUAL("/nowhere/permit8103.conf: No such file or directory; set PERMIT8103_CONF to read another file.",
               missing.faults.front().c_str());
  const auto folder = load_config("/");
  LONGS_EQUAL(1, folder.faults.size());
  STRCMP_CONTAINS("/: Is a directory;", folder.faults.front().c_str());
}

TEST(Config, theSampleIsValidAndHasTheDefaults) {
  const auto reading = load_config("conf/permit8103.conf");
  LONGS_EQUAL_TEXT(0, reading.faults.size(), reading.faults.empty() ? "" : reading.faults.front().c_str());
  const Config defaults;
  STRCMP_EQUAL(defaults.bearerbox_host.c_str(), reading.config.bearerbox_host.c_str());
  LONGS_EQUAL(defaults.bearerbox_port, reading.config.bearerbox_port);
  STRCMP_EQUAL(defaults.box_id.c_str(), reading.config.box_id.c_str());
  STRCMP_EQUAL(defaults.rules.c_str(), reading.config.rules.c_str());
  STRCMP_EQUAL(defaults.store.c_str(), reading.config.store.c_str());
  CHECK_TRUE(defaults.map_size == reading.config.map_size);
  CHECK_FALSE(reading.config.rehearse_at.has_value());
}
