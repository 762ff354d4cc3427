#include "ruleset/read/pause.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include "core/decide/decide.h"
#include "ruleset/load.h"
#include "ruleset/read/source.h"
#include "test/rig/store_folder.h"

#include <CppUTest/TestHarness.h>

using namespace permit;

namespace {

constexpr LocalTime kSince = LocalTime{std::chrono::days{18262}};  // 2020-01-01

RuleFiles base() { return *read_folder("test/rules/base"); }

Loaded paused(std::string_view reply) {
  const RuleFile file = pause_file(reply, kSince);
  return compile(with_pause(base(), &file));
}

std::string fault_of(const Loaded& loaded) {
  CHECK_TRUE(loaded.rules == nullptr);
  return loaded.faults.empty() ? "" : render(loaded.faults.front());
}

}  // namespace

TEST_GROUP(Pause){};

TEST(Pause, refusesWithItsReplyInEveryLanguage) {
  const Loaded loaded = paused("No permits until noon, call {hotline}");
  CHECK_TRUE(loaded.rules != nullptr && loaded.rules->pause.has_value());
  const Instant now = loaded.rules->zone.instant(*parse_local_time("2030-01-11T10:00"));
  PermitRequest ask;
  ask.purpose = "1";
  ask.document = "AB123456";
  ask.document_kind = "card";
  const Decision decision = decide(ask, *loaded.rules, {}, now);
  CHECK_TRUE(decision.outcome == Outcome::refused);
  STRCMP_EQUAL("pause", decision.reply.c_str());
  STRCMP_EQUAL("pause of 2020-01-01T00:00:00", decision.clause.c_str());
  for (const std::string& language : loaded.rules->languages)
    STRCMP_EQUAL("No permits until noon, call {hotline}", loaded.rules->text(language, "pause").source().c_str());
}

TEST(Pause, changesTheHashUntilItIsRemoved) {
  const Loaded loaded = paused("No permits");
  CHECK_TRUE(loaded.rules->hash != *hash_of(base()));
  CHECK_TRUE(*hash_of(with_pause(loaded.text, nullptr)) == *hash_of(base()));
}

TEST(Pause, mayReplyWithAnyCharacter) {
  const Loaded loaded = paused("a < b & \"c\" > d");
  STRCMP_EQUAL("a < b & \"c\" > d", loaded.rules->text("en", "pause").source().c_str());
}

TEST(Pause, refusesAnUnusableReply) {
  STRCMP_CONTAINS("pause.xml:2: <pause>: write the reply that everyone gets", fault_of(paused("")).c_str());
  STRCMP_CONTAINS("pause.xml:2: <pause>: {until} never has a value in this reply",
                  fault_of(paused("until {until}")).c_str());
  STRCMP_CONTAINS("pause.xml:2: <pause>: the reply takes 3 segments; shorten it to at most 2",
                  fault_of(paused(std::string(400, 'a'))).c_str());
  STRCMP_CONTAINS("pause.xml:2: <pause>: ", fault_of(paused("open {")).c_str());
  STRCMP_CONTAINS("pause.xml", fault_of(paused("control \x01 sign")).c_str());
}

TEST(Pause, leavesExamplesValid) {
  RuleFiles text = base();
  const auto decree =
      std::find_if(text.begin(), text.end(), [](const RuleFile& file) { return file.name == "decree.xml"; });
  decree->bytes.replace(decree->bytes.find("</decree>"), 9,
                        "<example at=\"2030-01-11T10:00\" text=\"1 AB123456\" outcome=\"granted\"/></decree>");
  const RuleFile file = pause_file("No permits", kSince);
  const Loaded loaded = compile(with_pause(text, &file));
  CHECK_TRUE(loaded.rules != nullptr);
}

TEST(Pause, isRefusedInAnotherFile) {
  RuleFiles text = base();
  RuleFile file = pause_file("No permits", kSince);
  file.name = "stop.xml";
  text.push_back(file);
  STRCMP_CONTAINS("stop.xml:2: <pause> belongs in the file pause.xml", fault_of(compile(text)).c_str());
}

TEST(Pause, isFoundInABrokenFolder) {
  test::StoreFolder folder;
  std::ofstream(folder.file("service.xml")) << "<servi";
  CHECK_TRUE(with_pause_of(folder.path(), base()) == base());
  const RuleFile file = pause_file("No permits", kSince);
  std::ofstream(folder.file(file.name)) << file.bytes;
  CHECK_TRUE(with_pause_of(folder.path(), base()) == with_pause(base(), &file));
  std::filesystem::remove(folder.file(file.name));
  CHECK_TRUE(with_pause_of(folder.path(), with_pause(base(), &file)) == base());
}

TEST(Pause, staysWhenTheFolderIsMissing) {
  const RuleFile file = pause_file("No permits", kSince);
  const RuleFiles text = with_pause(base(), &file);
  CHECK_TRUE(with_pause_of("/nonexistent/rules", text) == text);
}
